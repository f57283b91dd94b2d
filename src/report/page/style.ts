/** The look of every page: one column of cards, readable at phone width, in the dark and on paper. */
import { fontFamily, themeCss } from '../theme.ts';

export const pageCss = (): string => `${themeCss()}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 ${fontFamily};overflow-wrap:break-word}
.skip{position:absolute;left:-9999px;top:0;background:var(--paper);color:var(--accent);padding:.6rem 1rem;z-index:9}
.skip:focus{left:.5rem}
:focus-visible,input:focus-within{outline:3px solid var(--accent);outline-offset:2px}
a{color:var(--accent)}
.page{max-width:1180px;margin:0 auto;padding:2.25rem 1.5rem 4rem}
h1,h2,h3{line-height:1.2;margin:0;text-wrap:balance}
h1{font-size:clamp(1.45rem,1.1rem + 1.6vw,2.1rem);letter-spacing:-.015em}
h2{font-size:1.3rem;letter-spacing:-.01em;margin:2.75rem 0 .9rem}
h3{font-size:1rem}
p{margin:.35rem 0}
.top{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:.4rem 1.5rem;margin:0 0 .9rem}
.kicker{display:flex;flex-wrap:wrap;gap:.3rem .9rem;color:var(--muted);font-size:.875rem;margin:0;min-width:0}
.kicker span{min-width:0;overflow-wrap:anywhere}
.kicker b{color:var(--ink);font-weight:600}
.colours{color:var(--muted);font-size:.875rem;white-space:nowrap}
select,input{font:inherit;font-size:.9rem;color:var(--ink);background:var(--paper);border:1px solid var(--control);border-radius:7px;padding:.25rem .5rem;max-width:100%}
.contents{margin:0 0 1.1rem}
.contents ul{display:flex;flex-wrap:wrap;gap:.15rem 1.15rem;list-style:none;margin:0;padding:0;font-size:.9rem}
.contents a{display:inline-block;padding:.2rem 0}
.of{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.question{font-size:1.08rem;color:var(--muted);max-width:62ch;margin:.6rem 0 1.4rem}
.answer{background:var(--paper);border:1px solid var(--grid);border-left:6px solid var(--accent);border-radius:12px;padding:1.4rem 1.6rem}
.answer h2{font-size:.8rem;letter-spacing:.09em;text-transform:uppercase;color:var(--muted);margin:0 0 .5rem}
.answer p{max-width:68ch}
.answer:has(+.cards){margin-bottom:1rem}
.answer .first{font-size:clamp(1.25rem,1rem + 1.5vw,1.85rem);line-height:1.28;font-weight:650;letter-spacing:-.012em;margin:0 0 .6rem;text-wrap:balance}
.pills{display:flex;flex-wrap:wrap;gap:.5rem;margin:1.1rem 0 0;padding:0;list-style:none}
.pill{border:1px solid currentColor;border-radius:999px;padding:.15rem .75rem;font-size:.875rem;font-weight:600}
.good{color:var(--good)}.bad{color:var(--bad)}.unsure{color:var(--unsure)}.plain{color:var(--muted)}
.note{color:var(--muted);font-size:.875rem;max-width:75ch}
.card{background:var(--paper);border:1px solid var(--grid);border-radius:12px;padding:1.1rem 1.25rem;min-width:0}
.stack{list-style:none;margin:0;padding:0;background:var(--paper);border:1px solid var(--grid);border-radius:12px}
.stack>li{display:grid;grid-template-columns:1.9rem minmax(0,1fr) auto;gap:.1rem .7rem;padding:.8rem 1.1rem;align-items:baseline}
.stack>li+li{border-top:1px solid var(--grid)}
.mark{font-weight:700;font-size:1.1rem;text-align:center}
.stack .says{font-weight:600}
.stack .why{grid-column:2/-1;color:var(--muted);font-size:.9rem}
.stack .why.bad{color:var(--bad);font-weight:600}
.stack .value{font-variant-numeric:tabular-nums;text-align:right}
.stack .value b{font-size:1.05rem}
.stack .value span{color:var(--muted);font-size:.9rem;white-space:nowrap}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr));gap:.9rem}
.cards.answers{grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr))}
.differs{color:var(--accent);font-weight:600}
thead .plain{font-weight:400}
.metric{display:flex;flex-direction:column}
.metric h3{font-size:.92rem;font-weight:500;line-height:1.35;color:var(--muted);text-wrap:wrap}
.metric .big{font-size:1.75rem;font-weight:680;letter-spacing:-.02em;line-height:1.2;margin:.5rem 0 .1rem;font-variant-numeric:tabular-nums}
.metric .big small{font-size:.85rem;font-weight:500;color:var(--muted);letter-spacing:0;margin-left:.4rem}
.metric dl{display:flex;flex-wrap:wrap;gap:.1rem 1rem;margin:.2rem 0;font-size:.875rem;font-variant-numeric:tabular-nums}
.metric dl div{display:flex;flex-wrap:wrap;gap:0 .35rem;max-width:100%}.metric dt,.metric dd{white-space:nowrap}
.metric dt{color:var(--muted)}.metric dd{margin:0;font-weight:600}
.metric .n span{display:block}
.metric .n{color:var(--muted);font-size:.8rem;margin-top:auto;padding-top:.5rem}
.name{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.85em;overflow-wrap:anywhere}
.scroll{overflow-x:auto;max-width:100%}
.data{max-height:26rem;overflow-y:auto}
.data table{width:auto;min-width:min(100%,22rem)}
.data thead th{position:sticky;top:0;background:var(--paper)}
.unbroken{white-space:nowrap}
#ledger .name,.changes .name,.side th.name{overflow-wrap:break-word}
#ledger .name{min-width:15rem}
.pinned .text{min-width:9rem}
.pinned tr>:first-child{position:sticky;left:0;background:var(--paper)}
.pinned caption span{display:inline-block;position:sticky;left:0;max-width:min(100%,calc(100vw - 4.5rem))}
.pinned table+table{margin-top:1.5rem}
.incidents tbody th{min-width:8rem}
.tiers td{min-width:5rem}
.by-card tbody th{min-width:11rem}
.scroll:focus-visible{outline-offset:-3px}
.flow .scroll svg{display:block;max-width:none;margin:0 auto}
.two{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.9rem}
.two>.wide{grid-column:1/-1}
.funnel{list-style:none;margin:0;padding:0}
.funnel li{display:grid;grid-template-columns:15.5rem minmax(0,1fr) 8.5rem;gap:0 1rem;align-items:center;padding:.28rem 0}
.funnel b{font-weight:600;min-width:0;overflow-wrap:anywhere}
.funnel .reached{white-space:nowrap;font-variant-numeric:tabular-nums;display:flex;justify-content:space-between;gap:.5rem}
.funnel .reached i{font-style:normal;color:var(--muted)}
.bar{height:.95rem;border-radius:3px;background:var(--grid);overflow:hidden}
.bar div{height:100%;background:var(--series1);min-width:2px}
.funnel .left{grid-column:2/-1;color:var(--bad);font-size:.85rem;line-height:1.35}
.brush-head{display:flex;flex-wrap:wrap;gap:.3rem 1rem;align-items:baseline}
.brush-head output{font-weight:600;color:var(--accent);font-variant-numeric:tabular-nums;flex:1 1 12rem}
.strip{position:relative;height:3.25rem;margin:.6rem 0 .7rem;border:1px solid var(--control);border-radius:7px;overflow:hidden;cursor:crosshair;touch-action:pan-y;user-select:none}
.strip svg{display:block;width:100%;height:100%}
.strip path{fill:var(--chance)}
.window{position:absolute;top:0;bottom:0;background:color-mix(in srgb,var(--accent) 26%,transparent);border:solid var(--accent);border-width:0 2px;pointer-events:none}
.fields,.controls{display:flex;flex-wrap:wrap;gap:.5rem 1.2rem;align-items:center;font-size:.9rem;color:var(--muted)}
.controls{margin:.6rem 0}
.controls output{font-variant-numeric:tabular-nums}
.stretch-note{color:var(--accent);font-weight:600}
.machines details{margin-top:.35rem}
.machines h3{margin:1rem 0 .2rem}
.machines .others{margin-top:1rem}
.machines .others details{margin-left:1rem}
.machines summary{font-size:.95rem;line-height:1.5}
.machines summary .plain{font-weight:400}
.machine{display:grid;grid-template-columns:minmax(0,auto) minmax(18rem,1fr);gap:1.2rem;align-items:start;margin:.6rem 0 1.2rem}
.machine svg{display:block;max-width:none;margin:0 auto}
.lower{margin-top:.9rem}
.chart{display:flex;flex-direction:column}
.chart>details{margin-top:auto;padding-top:.7rem}
.chart h3{margin-bottom:.15rem}
.chart .note{margin:.1rem 0 .7rem}
.drawing{position:relative;min-width:0;margin-top:.5rem}
.live svg{background-color:transparent!important}
.drawing svg{display:block;max-width:100%;height:auto}
.live{width:100%}
.drawn .still{display:none}
details{margin-top:.7rem}
summary{cursor:pointer;color:var(--accent);font-size:.9rem;font-weight:600;padding:.2rem 0}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--muted);font-size:.85rem;padding-bottom:.4rem}
th,td{padding:.42rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--grid)}
th{color:var(--muted);font-weight:600;white-space:nowrap}
tbody th{color:var(--ink);white-space:normal}
.num{text-align:right;white-space:nowrap}
.text{min-width:14rem}
pre{margin:0;font:.85rem/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre-wrap;overflow-wrap:anywhere}
.messages h3{margin:1.1rem 0 .35rem;font-size:.95rem}
.messages pre{background:var(--page);border:1px solid var(--grid);border-radius:7px;padding:.55rem .8rem}
.command{display:flex;gap:.8rem;align-items:center;justify-content:space-between}
.command pre{min-width:0;font-size:.95rem}
th button{border:0;padding:0;color:inherit;text-align:inherit;font-size:inherit}
th button::after{content:" ↕";font-weight:400}
th[aria-sort=ascending] button::after{content:" ↑"}
th[aria-sort=descending] button::after{content:" ↓"}
button{font:inherit;font-size:.9rem;font-weight:600;color:var(--accent);background:transparent;border:1px solid currentColor;border-radius:8px;padding:.35rem .9rem;cursor:pointer;flex:none}
button:disabled{color:var(--muted);cursor:default}
[hidden]{display:none!important}
.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.3rem 1.2rem;margin:.9rem 0 0;font-size:.9rem}
.facts dt{color:var(--muted)}.facts dd{margin:0;overflow-wrap:anywhere}
#vg-tooltip-element{position:fixed;visibility:hidden;z-index:1000;pointer-events:none;padding:.5rem .7rem;border-radius:8px;background:var(--paper);color:var(--ink);border:1px solid var(--line);box-shadow:0 4px 18px rgba(0,0,0,.18);font:.85rem/1.45 ${fontFamily}}
#vg-tooltip-element.visible{visibility:visible}
#vg-tooltip-element table{width:auto;font-size:inherit}
#vg-tooltip-element td{border:0;padding:0 .2rem}
#vg-tooltip-element td.key{color:var(--muted);text-align:right}
.fate-told{font-weight:650;font-size:1.08rem}
.fate{width:100%;table-layout:fixed;border-collapse:collapse}
.fate td,.fate th{text-align:left;vertical-align:top;white-space:normal;padding:.3rem .5rem;overflow-wrap:anywhere}
.fate time,.fate small{color:var(--muted);font-variant-numeric:tabular-nums}
.fate .same td{color:var(--muted)}
.fate .differs td:not(.none){border-left:3px solid var(--accent)}
.fate .whose{display:none}
@media (max-width:760px){
.page{padding:1.25rem .9rem 3rem}
.answer{padding:1.1rem 1.1rem}
.two{grid-template-columns:minmax(0,1fr)}
.card{padding:.95rem .9rem}
.stack>li{padding:.75rem .85rem;grid-template-columns:1.5rem minmax(0,1fr)}
.stack .why.bad{color:var(--bad);font-weight:600}
.stack .value{grid-column:2;text-align:left}
.command{flex-direction:column;align-items:stretch}
.funnel li{grid-template-columns:minmax(0,1fr) auto;padding:.4rem 0}
.fate thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.fate td{display:block}.fate .none{display:none}
.fate .whose{display:block;color:var(--muted);font-size:.8rem}
.funnel .bar,.funnel .left{grid-column:1/-1}
.funnel .bar{order:1}.funnel .left{order:2}
.funnel .reached{gap:.7rem}
.machine{grid-template-columns:minmax(0,1fr)}
.side .text{min-width:7rem}
.incidents thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.incidents tr{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.1rem .8rem;padding:.55rem 0;border-bottom:1px solid var(--grid)}
.incidents tr>*{border:0;padding:0}
.incidents tbody th{min-width:0;overflow-wrap:anywhere}
.incidents td:nth-of-type(1){grid-area:2/1/3/3}
.incidents td:nth-of-type(2){grid-area:1/2}
.incidents td:nth-of-type(3){grid-area:3/1/4/3;color:var(--muted)}
.incidents td:nth-of-type(3)::before{content:"requests meanwhile: "}
.incidents td.without{display:none}
.side .name{overflow-wrap:break-word}
.side .num{white-space:normal;min-width:6.6rem}
.side .across{text-align:center}
.side .num b,.differs,.side .num .plain{display:inline-block;white-space:nowrap}
.side .differs{white-space:normal}
.side th,.side td{padding:.42rem .45rem}
.facts{grid-template-columns:minmax(0,1fr);gap:0}
.facts dd{margin:0 0 .5rem}
.by-card thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.by-card tr{display:block;padding:.55rem 0;border-bottom:1px solid var(--grid)}
.by-card tr>*{border:0;padding:.1rem 0}
.by-card tbody th{display:block;min-width:0;overflow-wrap:anywhere}
.by-card td{display:grid;grid-template-columns:8rem minmax(0,1fr);gap:0 .6rem}
.by-card td>*{grid-column:2}.by-card td br{display:none}
.by-card td::before{content:attr(data-label);color:var(--muted);grid-column:1;grid-row:1}
}
@media print{
@page{margin:14mm}
body{background:#fff;font-size:10.5pt}
.page{max-width:none;padding:0}
.card,.stack>li,.answer,.funnel li,tr{break-inside:avoid}
h2,h3{break-after:avoid}
.skip,button,.contents,.colours,.brush,.controls,.stretch-note{display:none!important}
details::details-content{content-visibility:visible;display:block;height:auto}
summary{list-style:none;color:var(--ink)}
summary::-webkit-details-marker,.as-table{display:none}
tr[hidden]{display:table-row!important}
th button{display:inline!important}
th button::after{content:none!important}
table{font-size:.8rem}
td,th{overflow-wrap:anywhere;padding:.3rem .4rem}
thead{display:table-header-group}
.two{display:block}
.two>*{margin-bottom:.9rem}
.drawn .still{display:block}
.drawn .live{display:none}
.drawing svg,.scroll svg{max-width:100%!important;height:auto}
.machine{grid-template-columns:minmax(0,1fr)}
.text{min-width:0}.num,th{white-space:normal}
.scroll{overflow:visible;max-height:none}
.data thead th{position:static}
#ledger .name{min-width:0}
}`;
