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

	{"stage.legend-reply-short", "reply", "答复"},
	{"stage.legend-not-durable-short", "not durable", "未持久化"},
	{"stage.legend-match-short", "match", "match"},
	{"stage.legend-next-short", "next", "next"},

	{"stage.journey-waiting", "from terminal {terminal}, waiting for {time}", "来自终端 {terminal}，已等待 {time}"},
	{"stage.journey-over", "from terminal {terminal}, not answered", "来自终端 {terminal}，未得到答复"},
	{"stage.step-quorum", "quorum confirms", "法定人数确认"},
	{"stage.step-log", "entry", "条目"},
}
