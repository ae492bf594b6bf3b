package narrate

// composeTexts are what the stage says of details: counts, banners, journeys,
// and the sentences that a screen reader hears of what is pointed at.
var composeTexts = []entry{
	{"stage.more", "{n} more", "另有 {n} 项"},
	{"stage.comma", ", ", "、"},
	{"stage.and", " and ", "和"},
	{"stage.down", "{n} crashed", "{n} 台已崩溃"},
	{"stage.term-count", "term {term}: {n}", "任期 {term}：{n} 台"},
	{"stage.newest", "entry {index} on {n}, quorum {quorum}", "条目 {index} 在 {n} 台上，法定人数 {quorum}"},
	{"stage.violation-term", "two leaders in term {term}: {members} · {time}", "任期 {term} 有两位领导者：{members} · {time}"},
	{"stage.violation-index", "different entries at index {index}: {members} · {time}", "索引 {index} 处的条目不同：{members} · {time}"},
	{"stage.violation-at-index", "index {index}: {members} · {time}", "索引 {index}：{members} · {time}"},
	{"stage.violation-in-term", "term {term}: {members} · {time}", "任期 {term}：{members} · {time}"},
	{"stage.violation-by", "{members} · {time}", "{members} · {time}"},

	{"stage.legend-reply-short", "reply", "答复"},
	{"stage.legend-not-durable-short", "not durable", "未持久化"},
	{"stage.legend-match-short", "match", "match"},
	{"stage.legend-next-short", "next", "next"},

	{"stage.journey-waiting", "from {who}, waiting for {time}", "{who}，已等待 {time}"},
	{"stage.journey-over", "from {who}, not answered", "{who}，未得到答复"},
	{"stage.step-quorum", "quorum confirms", "法定人数确认"},
	{"stage.step-log", "entry", "条目"},

	{"stage.colon", ": ", "："},
	{"stage.moment", "at {time}", "{time} 时"},
	{"stage.say-entry", "Entry {index} of term {term} at {member}: {what}, {state}", "{member} 上任期 {term} 的条目 {index}：{what}，{state}"},
	{"stage.say-compacted", "Entries 1 to {last} of {member}; a snapshot stands for those up to {to}", "{member} 的条目 1 至 {last}；直到 {to} 的由快照代替"},
	{"stage.say-fold", "Entries {from} to {to} of {member}", "{member} 的条目 {from} 至 {to}"},
	{"stage.mark-elected", "{member} becomes leader of term {term}", "{member} 成为任期 {term} 的领导者"},
	{"stage.mark-crash", "{member} crashes", "{member} 崩溃"},
	{"stage.mark-restart", "{member} restarts", "{member} 重启"},
	{"stage.mark-cut", "the link from {member} to {other} is cut", "{member} 到 {other} 的链路被切断"},
	{"stage.mark-join", "the link from {member} to {other} is joined", "{member} 到 {other} 的链路接通"},
	{"stage.mark-write", "entry {index} is committed", "条目 {index} 已提交"},
	{"stage.link-whole", "the link between {from} and {to}", "{from} 与 {to} 之间的链路"},
	{"stage.link-cut", "the link between {from} and {to} is cut", "{from} 与 {to} 之间的链路已切断"},
	{"stage.link-one-way", "the link from {from} to {to} is cut", "{from} 到 {to} 的链路已切断"},
}
