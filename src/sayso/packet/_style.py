"""How a packet looks: on a screen, on paper, in the dark. It says the same without."""

CSS = """
:root{color-scheme:light dark;--ink:#1b1b1b;--dim:#555;--rule:#bbb;--soft:#f3f2ee;--paper:#fff;--mark:#ffe79a;
--no:#9c1c1c;--link:#1a4e8a}
@media (prefers-color-scheme:dark){:root{--ink:#e8e6e1;--dim:#aaa;--rule:#555;--soft:#26262a;--paper:#18181b;
--mark:#6b5200;--no:#ff9b90;--link:#9cc4ff}}
html{background:var(--paper);color:var(--ink);font:1rem/1.5 Georgia,"Times New Roman",serif}
body{max-width:54rem;margin:0 auto;padding:1.5rem 1rem 4rem;overflow-wrap:break-word}
h1,h2,h3,h4,h5,h6,th,caption,.id,.at{font-family:"Helvetica Neue",Arial,sans-serif}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.3rem;line-height:1.25;margin:3rem 0 .75rem;padding-top:.75rem;border-top:3px solid var(--ink)}
h3{font-size:1.05rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--rule)}
h4{font-size:1rem;margin:1.75rem 0 .25rem}
h5,h6{font-size:.9rem;margin:1.25rem 0 .25rem}
a{color:var(--link)}
table{border-collapse:collapse;width:100%;margin:.75rem 0 1.25rem;font-size:.92rem}
caption{text-align:left;font-size:.85rem;font-weight:bold;color:var(--dim);padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-top:1px solid var(--rule)}
th{font-size:.82rem}
tbody th{width:10.5rem;color:var(--dim);font-weight:bold}
td{overflow-wrap:break-word}time,.at{white-space:nowrap}
td ol,td ul{margin:0;padding-left:1.2rem}
blockquote{margin:.6rem 0;padding:.6rem .9rem;background:var(--soft);border-left:4px solid var(--rule)}
blockquote p{margin:0}
mark{background:var(--mark);color:inherit;padding:.05em 0}
mark strong{text-decoration:underline}
.id,.at{font-size:.78rem;color:var(--dim)}
.id{word-break:break-all}
.no{color:var(--no);font-weight:bold}
.copies{margin:.5rem 0 1rem 1.5rem;padding-left:1rem;border-left:2px dashed var(--rule)}
code{font-size:.85em;word-break:break-all}
@media (max-width:40rem){tbody th{width:7rem}table{font-size:.82rem}.copies{margin-left:.25rem}}
@media print{:root{color-scheme:light;--ink:#000;--dim:#333;--rule:#888;--soft:#f4f4f4;--paper:#fff;
--mark:#e4e4e4;--no:#000;--link:#000}
html{font-size:10pt}body{max-width:none;padding:0}
h2{break-before:page}h2.on{break-before:auto}h1,h2,h3,h4,h5,h6,caption{break-after:avoid}
tr,blockquote{break-inside:avoid}thead{display:table-header-group}
a{text-decoration:none}mark{border-bottom:1.5pt solid #000}}
@page{size:A4;margin:18mm 16mm 20mm}
"""
