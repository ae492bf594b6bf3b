package narrate

// raftSentences tell of Raft's messages, sent and received.
var raftSentences = []sentence{
	{"sent.heartbeat", Routine, "§5.2", pair{"heartbeat", "心跳"}, pair{
		"{a} sends {b} a heartbeat, so that {b}’s election timer does not run out.",
		"{a} 向 {b} 发送心跳，使其选举定时器不会到期。"}},
	{"sent.repeat", Routine, "§5.3", pair{"entries again", "重发条目"}, pair{
		"{a} sends {b} {entries} with the heartbeat: {b} has not acknowledged {count|it|them} yet.",
		"{a} 随心跳向 {b} 发送{entries}：{b} 尚未确认。"}},
	{"sent.commit", Notable, "§5.3", pair{"commit news", "提交通知"}, pair{
		"{a} tells {b} that everything up to entry {commit} is committed.",
		"{a} 告知 {b}：条目 {commit} 及之前的条目均已提交。"}},
	{"sent.confirm", Notable, "D§6.4", pair{"leadership check", "确认领导权"}, pair{
		"{a} asks {b} whether it still follows: a read waits until a quorum has answered.",
		"{a} 向 {b} 确认自己仍是领导者：读请求须等多数成员回应。"}},
	{"sent.entry", Notable, "§5.3", pair{"new entry", "新条目"}, pair{
		"{a} sends {b} entry {index} of term {term}: {summary}.",
		"{a} 把任期 {term} 的条目 {index} 发给 {b}：{summary}。"}},
	{"sent.entries", Notable, "§5.3", pair{"new entries", "新条目"}, pair{
		"{a} sends {b} {entries}, which {b} does not have.",
		"{a} 把{entries}发给 {b}：它还没有这些条目。"}},
	{"sent.backed-up", Notable, "§5.3", pair{"earlier entry tried", "回退重试"}, pair{
		"{a} tries {b} from entry {next} on: {b} has refused what follows entry {refused}.",
		"{b} 拒绝了条目 {refused} 之后的内容，{a} 退到条目 {next} 再试。"}},
	{"sent.vote-request", Notable, "§5.2", pair{"vote requested", "请求投票"}, pair{
		"{a} asks {b} for its vote in term {term}, and tells how far its log goes ({log}).",
		"{a} 请 {b} 在任期 {term} 投票给它，并报告自己的日志（{log}）。"}},

	{"vote.granted-new-term", Notable, "§5.4.1", pair{"vote granted", "同意投票"}, pair{
		"{a} grants its vote to {b}: term {term} is newer than {old}, and the candidate’s log ({log}) is at least as up to date.",
		"{a} 投票给 {b}：任期 {term} 比 {old} 新，且候选人的日志（{log}）不比自己的旧。"}},
	{"vote.granted", Notable, "§5.4.1", pair{"vote granted", "同意投票"}, pair{
		"{a} grants its vote to {b}: in term {term} it has voted for nobody else, and the candidate’s log ({log}) is at least as up to date.",
		"{a} 投票给 {b}：它在任期 {term} 未投给别人，且候选人的日志（{log}）不比自己的旧。"}},
	{"vote.granted-plain", Notable, "§5.2", pair{"vote granted", "同意投票"}, pair{
		"{a} grants its vote in term {term} to {b}.",
		"{a} 在任期 {term} 投票给 {b}。"}},
	{"vote.refused-stale", Notable, "§5.1", pair{"vote refused", "拒绝投票"}, pair{
		"{a} refuses {b} its vote: term {theirs} is over, it is term {ours} now.",
		"{a} 拒绝投票给 {b}：任期 {theirs} 已过，现在是任期 {ours}。"}},
	{"vote.refused-voted", Notable, "§5.2", pair{"vote refused", "拒绝投票"}, pair{
		"{a} refuses {b} its vote: in term {term} it has voted for {for}.",
		"{a} 拒绝投票给 {b}：它在任期 {term} 已投给{for}。"}},
	{"vote.refused-behind", Notable, "§5.4.1", pair{"vote refused", "拒绝投票"}, pair{
		"{a} refuses {b} its vote: the candidate’s log ({log}) is less up to date than its own ({own}).",
		"{a} 拒绝投票给 {b}：其日志（{log}）比自己的（{own}）旧。"}},
	{"vote.refused-plain", Notable, "§5.2", pair{"vote refused", "拒绝投票"}, pair{
		"{a} refuses {b} its vote.",
		"{a} 拒绝投票给 {b}。"}},

	{"append.accepted", Routine, "§5.3", pair{"acknowledged", "确认"}, pair{
		"{a} acknowledges to {b} that its log matches up to entry {match}.",
		"{a} 向 {b} 确认：到条目 {match} 为止日志一致。"}},
	{"append.accepted-none", Routine, "§5.3", pair{"acknowledged", "确认"}, pair{
		"{a} answers {b}, and has no entry to acknowledge yet.",
		"{a} 回应 {b}：尚无可确认的条目。"}},
	{"append.refused-stale", Notable, "§5.1", pair{"refused", "拒绝"}, pair{
		"{a} does not accept {b} as leader: term {theirs} is over, it is term {ours} now.",
		"{a} 不承认 {b} 是领导者：任期 {theirs} 已过，现在是任期 {ours}。"}},
	{"append.refused-missing", Notable, "§5.3", pair{"refused", "拒绝"}, pair{
		"{a} refuses {b}’s message: it goes on from entry {prev}, and {a}’s log ends with entry {last}.",
		"{a} 拒绝 {b} 的消息：该消息接在条目 {prev} 之后，而 {a} 的日志止于条目 {last}。"}},
	{"append.refused-empty", Notable, "§5.3", pair{"refused", "拒绝"}, pair{
		"{a} refuses {b}’s message: it goes on from entry {prev}, and {a}’s log is empty.",
		"{a} 拒绝 {b} 的消息：该消息接在条目 {prev} 之后，而 {a} 的日志为空。"}},
	{"append.refused-conflict", Notable, "§5.3", pair{"refused", "拒绝"}, pair{
		"{a} refuses {b}’s message: its own entry {prev} is of term {have}, not {want}, and it has term {have} from entry {first} on.",
		"{a} 拒绝 {b} 的消息：自己的条目 {prev} 属于任期 {have}（始于条目 {first}），而非 {want}。"}},
	{"append.refused-plain", Notable, "§5.3", pair{"refused", "拒绝"}, pair{
		"{a} refuses {b}’s message: it does not have entry {prev} of {b}’s log.",
		"{a} 拒绝 {b} 的消息：它没有 {b} 日志中的条目 {prev}。"}},

	{"sent.forward", Notable, "§8", pair{"proposal passed on", "转交提案"}, pair{
		"{a} passes a proposal on to {b}: {summary}. Only the leader can append it.",
		"{a} 把提案转交给 {b}：{summary}。只有领导者能追加条目。"}},
	{"sent.read-request", Notable, "D§6.4", pair{"read index requested", "请求读索引"}, pair{
		"{a} asks {b} for a read index: only the leader can name one.",
		"{a} 向 {b} 请求读索引：只有领导者才能给出。"}},
	{"sent.lease-renew", Notable, "", pair{"lease to be renewed", "请求续租"}, pair{
		"{a} asks {b} to renew lease {lease}: only the leader knows when leases run out.",
		"{a} 请求 {b} 续租 {lease}：只有领导者知道租约何时到期。"}},
	{"sent.lease-ask", Notable, "", pair{"lease asked for", "询问租约"}, pair{
		"{a} asks {b} how long lease {lease} lives: only the leader knows.",
		"{a} 询问 {b} 租约 {lease} 的剩余时间：只有领导者知道。"}},
	{"sent.lease-tell", Notable, "", pair{"lease told", "告知租约"}, pair{
		"{a} tells {b}: the lease lives for another {n} s.",
		"{a} 告知 {b}：该租约还剩 {n} 秒。"}},
	{"sent.lease-gone", Notable, "", pair{"no such lease", "无此租约"}, pair{
		"{a} tells {b} that there is no such lease.",
		"{a} 告知 {b} 没有这个租约。"}},
	{"sent.read-reply", Notable, "D§6.4", pair{"read index", "读索引"}, pair{
		"{a} names {b} the read index {index}: a quorum has confirmed that {a} still leads.",
		"{a} 告知 {b} 读索引为 {index}：多数成员已确认它仍是领导者。"}},
	{"sent.message", Notable, "", pair{"message", "消息"}, pair{
		"{a} sends {b} a message.",
		"{a} 向 {b} 发出一条消息。"}},

	{"got.heartbeat", Routine, "§5.2", pair{"heartbeat received", "收到心跳"}, pair{
		"{a} receives the heartbeat of {b}, the leader of term {term}.",
		"{a} 收到任期 {term} 的领导者 {b} 的心跳。"}},
	{"got.entry", Notable, "§5.3", pair{"entry received", "收到条目"}, pair{
		"{a} receives entry {index} from {b}: {summary}.",
		"{a} 收到 {b} 发来的条目 {index}：{summary}。"}},
	{"got.entries", Notable, "§5.3", pair{"entries received", "收到条目"}, pair{
		"{a} receives {entries} from {b}.",
		"{a} 收到 {b} 发来的{entries}。"}},
	{"got.vote-request", Notable, "§5.2", pair{"vote request received", "收到投票请求"}, pair{
		"{a} receives {b}’s request for its vote in term {term}.",
		"{a} 收到 {b} 在任期 {term} 的投票请求。"}},
	{"got.vote", Notable, "§5.2", pair{"vote received", "收到选票"}, pair{
		"{a} receives {b}’s vote for term {term}.",
		"{a} 收到 {b} 在任期 {term} 的选票。"}},
	{"got.vote-refusal", Notable, "§5.2", pair{"refusal received", "收到拒绝"}, pair{
		"{a} learns that {b}, which is in term {term}, refuses it its vote.",
		"{a} 得知 {b} 拒绝投票给它；{b} 处于任期 {term}。"}},
	{"got.accepted", Routine, "§5.3", pair{"acknowledgement received", "收到确认"}, pair{
		"{a} learns that {b}’s log matches its own up to entry {match}.",
		"{a} 得知 {b} 的日志到条目 {match} 为止与自己一致。"}},
	{"got.accepted-none", Routine, "§5.3", pair{"acknowledgement received", "收到确认"}, pair{
		"{a} hears from {b}, which has no entry to acknowledge yet.",
		"{a} 收到 {b} 的回应：尚无可确认的条目。"}},
	{"got.refused", Notable, "§5.3", pair{"refusal received", "收到拒绝"}, pair{
		"{a} learns that {b}, which is in term {term}, does not accept its message.",
		"{a} 得知 {b} 不接受它的消息；{b} 处于任期 {term}。"}},
	{"got.refused-missing", Notable, "§5.3", pair{"refusal received", "收到拒绝"}, pair{
		"{a} learns that {b} refuses what follows entry {prev}: {b}’s log ends with entry {last}.",
		"{a} 得知 {b} 拒绝条目 {prev} 之后的内容：{b} 的日志止于条目 {last}。"}},
	{"got.refused-empty", Notable, "§5.3", pair{"refusal received", "收到拒绝"}, pair{
		"{a} learns that {b} refuses what follows entry {prev}: {b}’s log is empty.",
		"{a} 得知 {b} 拒绝条目 {prev} 之后的内容：{b} 的日志为空。"}},
	{"got.refused-conflict", Notable, "§5.3", pair{"refusal received", "收到拒绝"}, pair{
		"{a} learns that {b} refuses what follows entry {prev}: {b}’s entry {prev} is of another term, {have}.",
		"{a} 得知 {b} 拒绝条目 {prev} 之后的内容：{b} 的条目 {prev} 属于另一任期 {have}。"}},
	{"got.forward", Notable, "§8", pair{"proposal received", "收到提案"}, pair{
		"{a} receives a proposal that {b} passes on: {summary}.",
		"{a} 收到 {b} 转交的提案：{summary}。"}},
	{"got.read-request", Notable, "D§6.4", pair{"read request received", "收到读索引请求"}, pair{
		"{a} receives {b}’s request for a read index.",
		"{a} 收到 {b} 的读索引请求。"}},
	{"got.lease-ask", Notable, "", pair{"lease asked for", "收到租约询问"}, pair{
		"{a} receives {b}’s question about lease {lease}.",
		"{a} 收到 {b} 对租约 {lease} 的询问。"}},
	{"got.lease-tell", Notable, "", pair{"lease told", "收到租约信息"}, pair{
		"{a} learns from {b}, the leader, what it had asked about a lease.",
		"{a} 从领导者 {b} 得知所询问的租约信息。"}},
	{"got.read-reply", Notable, "D§6.4", pair{"read index received", "收到读索引"}, pair{
		"{a} learns the read index {index} from {b}: it may answer once it has applied that entry.",
		"{a} 从 {b} 得知读索引 {index}：应用该条目之后即可答复。"}},
	{"got.message", Notable, "", pair{"message received", "收到消息"}, pair{
		"{a} receives a message from {b}.",
		"{a} 收到 {b} 的一条消息。"}},
}
