package narrate

// composeTexts are what the stage says of details: counts, banners, journeys,
// and the sentences that a screen reader hears of what is pointed at.
var composeTexts = []entry{
	{"stage.more", "{n} more", "另有 {n} 项"},
	{"stage.comma", ", ", "、"},
	{"stage.and", " and ", " 和 "},
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

	{"stage.mark-elected", "{member} becomes leader of term {term}", "{member} 成为任期 {term} 的领导者"},
	{"stage.mark-crash", "{member} crashes", "{member} 崩溃"},
	{"stage.mark-restart", "{member} restarts", "{member} 重启"},
	{"stage.mark-cut", "the link from {member} to {other} is cut", "{member} 到 {other} 的链路被切断"},
	{"stage.mark-join", "the link from {member} to {other} is joined", "{member} 到 {other} 的链路接通"},
	{"stage.mark-write", "entry {index} is committed", "条目 {index} 已提交"},
	{"stage.mark-violation", "a property is violated at {member}", "{member} 处违反了性质"},
	{"stage.mark-split", "the votes of term {term} are split: nobody can win it", "任期 {term} 选票分散：无人能胜出"},
	{"stage.mark-expiry", "a lease has run out: entry {index}, which ends it, is committed", "租约到期：结束它的条目 {index} 已提交"},
	{"stage.mark-v2-expiry", "the time of v2’s keys is over: entry {index}, a SYNC, takes them", "v2 的键到期：条目 {index}（SYNC）将它们删除"},
	{"stage.mark-compaction", "history is compacted by entry {index}", "条目 {index} 压缩了历史"},
	{"stage.mark-transfer", "{member} begins to hand leadership over to {other}", "{member} 开始把领导权移交给 {other}"},
	{"stage.mark-membership", "entry {index}, which changes the membership, is committed", "变更成员的条目 {index} 已提交"},
}
