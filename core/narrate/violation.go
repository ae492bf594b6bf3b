package narrate

import (
	"raftarium/core/check"
	"raftarium/core/sim"
)

// violationSentences tell of properties that are violated, one of each.
var violationSentences = []sentence{
	{"violated.election-safety", Headline, "§5.2", pair{"Election Safety violated", "违反选举安全性"}, pair{
		"{a} leads term {term}, which {b} has led too: Election Safety is violated.",
		"{a} 当选任期 {term} 的领导者，而 {b} 也曾领导该任期：违反了选举安全性。"}},
	{"violated.leader-append-only", Headline, "§5.3", pair{"Leader Append-Only violated", "违反领导者只追加"}, pair{
		"{a} overwrites entry {index} of its own log as leader of term {term}: Leader Append-Only is violated.",
		"{a} 身为任期 {term} 的领导者，覆盖了自己日志中的条目 {index}：违反了领导者只追加。"}},
	{"violated.log-matching", Headline, "§5.3", pair{"Log Matching violated", "违反日志匹配性"}, pair{
		"{a}’s entry {index} is of term {term} as {b}’s was, and their logs up to it differ: Log Matching is violated.",
		"{a} 与 {b} 的条目 {index} 同属任期 {term}，此前的日志却不同：违反了日志匹配性。"}},
	{"violated.leader-completeness", Headline, "§5.4.1", pair{"Leader Completeness violated", "违反领导者完整性"}, pair{
		"{a} leads term {term} without entry {index}, which was committed: Leader Completeness is violated.",
		"{a} 当选任期 {term} 的领导者，却没有已提交的条目 {index}：违反了领导者完整性。"}},
	{"violated.state-machine-safety", Headline, "§5.4.3", pair{"State Machine Safety violated", "违反状态机安全性"}, pair{
		"{a} applies another entry at index {index} than {b} did: State Machine Safety is violated.",
		"{a} 在索引 {index} 处应用的条目与 {b} 不同：违反了状态机安全性。"}},
	{"violated.applied-again", Headline, "§5.4.3", pair{"State Machine Safety violated", "违反状态机安全性"}, pair{
		"{a} applies entry {index} out of order: State Machine Safety is violated.",
		"{a} 未按顺序应用条目 {index}：违反了状态机安全性。"}},
	{"violated.acknowledged-write", Headline, "§8", pair{"acknowledged write lost", "已确认的写入丢失"}, pair{
		"{a} leads term {term} without the write at index {index}, which a client was told to be done: an acknowledged write is lost.",
		"{a} 当选任期 {term} 的领导者，却没有已向客户端确认的写入（索引 {index}）：已确认的写入丢失。"}},
	{"violated.durable-before-promised", Headline, "§5.1", pair{"promised too early", "过早承诺"}, pair{
		"{a} promises what is not on its disk yet, in term {term}: durable before promised is violated.",
		"{a} 在任期 {term} 承诺了尚未写入磁盘的内容：违反了先持久化后承诺。"}},
	{"violated.quorums-overlap", Headline, "D§4.1", pair{"two quorums apart", "法定集合没有交集"}, pair{
		"{a} and {b} use different configurations, and each has a quorum of its own: they could decide without each other.",
		"{a} 与 {b} 使用不同的配置，且各有自己的法定集合：两边可能各自作出决定。"}},
	{"violated.linearizability", Headline, "D§6.3", pair{"outdated answer", "答复已过时"}, pair{
		"{a} answers as of revision {revision}, though {b} had told a client of revision {known} before it was asked: Linearizability is violated.",
		"{a} 的答复属于修订版本 {revision}，而在请求发出之前 {b} 已告知修订版本 {known}：违反了线性一致性。"}},
	{"violated.outdated-own", Headline, "D§6.3", pair{"outdated answer", "答复已过时"}, pair{
		"{a} answers as of revision {revision}, though it had told a client of revision {known} before it was asked: Linearizability is violated.",
		"{a} 的答复属于修订版本 {revision}，而在请求发出之前它已告知修订版本 {known}：违反了线性一致性。"}},
	{"violated.liveness", Headline, "§5.6", pair{"no leader is found", "选不出领导者"}, pair{
		"Nothing is broken, and no leader has been found for ten election timeouts: Liveness is violated.",
		"没有任何故障，但十个选举超时之内仍无领导者：违反了活性。"}},
	{"violated.unanswered", Headline, "§8", pair{"request not answered", "请求无答复"}, pair{
		"Nothing is broken, and {a} has left a client’s request without an answer: Liveness is violated.",
		"没有任何故障，但 {a} 一直没有答复客户端的请求：违反了活性。"}},
}

// tellViolation tells of a property that is violated.
func tellViolation(t *Story, v check.Violation) {
	switch v.Property {
	case check.ElectionSafety:
		t.say("violated.election-safety")
	case check.LeaderAppendOnly:
		t.say("violated.leader-append-only")
	case check.LogMatching:
		t.say("violated.log-matching")
	case check.LeaderCompleteness:
		t.say("violated.leader-completeness")
	case check.StateMachineSafety:
		t.say("violated.state-machine-safety")
		if v.Peer == sim.Nobody {
			t.say("violated.applied-again")
		}
	case check.AcknowledgedWrite:
		t.say("violated.acknowledged-write")
	case check.DurableBeforePromised:
		t.say("violated.durable-before-promised")
	case check.QuorumsOverlap:
		t.say("violated.quorums-overlap")
	case check.Linearizability:
		t.say("violated.linearizability")
		if v.Peer == v.Node {
			t.say("violated.outdated-own")
		}
		t.number("revision", v.Revision)
		t.number("known", v.Known)
		return
	case check.Liveness:
		t.say("violated.liveness")
		if v.Node != sim.Nobody {
			t.say("violated.unanswered")
		}
		return
	default:
		t.say("unknown")
		t.text("kind", v.Property)
		return
	}
	t.number("term", v.Term)
	t.number("index", v.Index)
}
