package narrate

// memberSentences tell what a member does by itself: its roles, its log, its
// disk, its timers.
var memberSentences = []sentence{
	{"role.started", Notable, "§5.2", pair{"starts as follower", "作为跟随者启动"}, pair{
		"{a} begins as a follower in term {term}, as every server does when it starts.",
		"{a} 以跟随者身份进入任期 {term}：服务器启动时都是跟随者。"}},
	{"role.higher-term", Notable, "§5.1", pair{"later term seen", "发现更高任期"}, pair{
		"{a} becomes a follower in term {new}: {from} is in that term, and its own, {old}, is over.",
		"{a} 成为任期 {new} 的跟随者：{from} 已在该任期，自己的任期 {old} 已过。"}},
	{"role.found-leader", Notable, "§5.2", pair{"follows the leader", "跟随领导者"}, pair{
		"{a} follows {leader}: it has heard from it as leader of term {term}.",
		"{a} 跟随 {leader}：收到它以任期 {term} 领导者身份发来的消息。"}},
	{"role.follower", Notable, "§5.2", pair{"becomes follower", "成为跟随者"}, pair{
		"{a} is a follower in term {term}.",
		"{a} 是任期 {term} 的跟随者。"}},
	{"role.candidate", Headline, "§5.2", pair{"becomes candidate", "成为候选人"}, pair{
		"{a} becomes a candidate in term {term} and votes for itself: it has heard no leader for {timeout}.",
		"{a} 成为任期 {term} 的候选人并投票给自己：{timeout} 内未收到领导者的消息。"}},
	{"role.candidate-early", Headline, "§5.2", pair{"becomes candidate", "成为候选人"}, pair{
		"{a} becomes a candidate in term {term} and votes for itself: its election timer was made to run out early.",
		"{a} 成为任期 {term} 的候选人并投票给自己：它的选举定时器被提前触发。"}},
	{"role.candidate-plain", Headline, "§5.2", pair{"becomes candidate", "成为候选人"}, pair{
		"{a} becomes a candidate in term {term} and votes for itself.",
		"{a} 成为任期 {term} 的候选人，并投票给自己。"}},
	{"role.leader", Headline, "§5.2", pair{"becomes leader", "成为领导者"}, pair{
		"{a} becomes leader of term {term}: {votes#} {votes|member has|members have} voted for it, and {needed#} {needed|is|are} a quorum.",
		"{a} 得到{votes#}票，达到法定票数（{needed#}票），成为任期 {term} 的领导者。"}},
	{"role.leader-stays", Headline, "§5.1", pair{"stays leader", "仍任领导者"}, pair{
		"{a} goes on as leader, now in term {new}, though {from} was there first: the rule “step-down” is off.",
		"{a} 见 {from} 处于任期 {new}，却在该任期继续当领导者：规则 step-down 已关闭。"}},
	{"role.leader-plain", Headline, "§5.2", pair{"becomes leader", "成为领导者"}, pair{
		"{a} becomes leader of term {term}.",
		"{a} 成为任期 {term} 的领导者。"}},

	{"vote.counted", Notable, "§5.2", pair{"vote counted", "计票"}, pair{
		"{a} counts {from}’s vote: it has {votes#} of the {needed#} that it needs.",
		"{a} 计入 {from} 的选票：所需{needed#}票中已得{votes#}票。"}},
	{"vote.counted-own", Notable, "§5.2", pair{"own vote counted", "计入自己的票"}, pair{
		"{a} counts its own vote: it has {votes#} of the {needed#} that it needs.",
		"{a} 计入自己的选票：所需{needed#}票中已得{votes#}票。"}},
	{"vote.denied", Notable, "§5.2", pair{"vote denied", "未获选票"}, pair{
		"{a} notes that {from} does not vote for it.",
		"{a} 未获 {from} 的选票。"}},

	{"commit.quorum", Headline, "§5.4.2", pair{"committed", "提交"}, pair{
		"{a} commits entry {index} of term {term}: {copies#} of {servers#} members {copies|has|have} stored it.",
		"任期 {term} 的条目 {index} 已写入{servers#}台中{copies#}台的磁盘，因此 {a} 将其提交。"}},
	{"commit.alone", Headline, "§5.4.2", pair{"committed", "提交"}, pair{
		"{a} commits entry {index} of term {term}: it is the only member, and has stored it.",
		"{a} 是唯一的成员，任期 {term} 的条目 {index} 已写入它的磁盘，因此提交。"}},
	{"commit.leader", Notable, "§5.3", pair{"commit learned", "得知提交"}, pair{
		"{a} learns from {leader}, the leader, that everything up to entry {index} is committed.",
		"{a} 从领导者 {leader} 得知：条目 {index} 及之前的条目均已提交。"}},
	{"commit.plain", Notable, "§5.3", pair{"committed", "提交"}, pair{
		"{a} knows that everything up to entry {index} is committed.",
		"{a} 得知条目 {index} 及之前的条目均已提交。"}},
	{"applied", Notable, "§5.3", pair{"applied", "应用"}, pair{
		"{a} applies entry {index} to its stores: {summary}.",
		"{a} 应用条目 {index}：{summary}。"}},
	{"applied.no-op", Notable, "§8", pair{"no-op applied", "应用 no-op"}, pair{
		"{a} applies entry {index}, the no-op with which a leader began its term: it changes no store.",
		"{a} 应用条目 {index}，即领导者开始任期时的 no-op：它不改变存储。"}},
	{"dropped.proposal", Notable, "§8", pair{"proposal waits", "提案等待"}, pair{
		"{a} cannot pass a client’s proposal on: it knows no leader.",
		"{a} 无法转交客户端的提案：它不知道谁是领导者。"}},
	{"dropped.read", Notable, "D§6.4", pair{"read waits", "读请求等待"}, pair{
		"{a} cannot learn a read index: it knows no leader that could name one.",
		"{a} 无法取得读索引：它不知道谁是领导者。"}},
	{"answered.client", Headline, "§8", pair{"answer", "答复"}, pair{
		"{a} answers a client’s request: {request}.",
		"{a} 答复客户端的请求：{request}。"}},
	{"answered", Headline, "§8", pair{"answer", "答复"}, pair{
		"{a} answers {b}’s request: {request}.",
		"{a} 答复 {b} 的请求：{request}。"}},

	{"write.term", Notable, "§5.1", pair{"term and vote written", "写入任期与选票"}, pair{
		"{a} writes its term and vote to disk, to know them after a crash.",
		"{a} 把任期和选票写入磁盘，以便崩溃之后仍然记得。"}},
	{"write.entries", Notable, "§5.3", pair{"entries written", "写入条目"}, pair{
		"{a} begins to write {entries} to its disk; until {count|it is|they are} there, a crash loses {count|it|them}.",
		"{a} 开始把{entries}写入磁盘；写完之前，崩溃会使其丢失。"}},
	{"write.replaces", Headline, "§5.3", pair{"entries overwritten", "覆盖条目"}, pair{
		"{a} overwrites its {old-entries} with the leader’s {entries}: they conflict.",
		"{a} 用领导者的{entries}覆盖自己的{old-entries}：两者冲突。"}},
	{"write.plain", Notable, "", pair{"written", "写入"}, pair{
		"{a} gives its disk something to write.",
		"{a} 把数据交给磁盘写入。"}},
	{"durable.term", Notable, "§5.1", pair{"term and vote durable", "任期与选票已持久化"}, pair{
		"{a}’s term and vote are on its disk, so they may be told: a crash does not make it forget them.",
		"{a} 的任期和选票已写入磁盘：崩溃也不会忘记，因此可以告知他人。"}},
	{"durable.entries", Notable, "§5.3", pair{"entries durable", "条目已持久化"}, pair{
		"{entries} {count|is|are} on {a}’s disk: a crash does not lose {count|it|them}, and {count|it counts|they count} as stored there.",
		"{entries}已写入 {a} 的磁盘：崩溃也不会丢失，可以算作已存储。"}},
	{"durable", Notable, "§5.1", pair{"durable", "已持久化"}, pair{
		"{a} has on its disk what it wrote: what depends on it may now be sent.",
		"{a} 写入的内容已在磁盘上：依赖它的消息现在可以发出。"}},

	{"timer.election", Notable, "§5.2", pair{"election timer", "选举定时器"}, pair{
		"{a}’s election timer runs out before a leader or candidate has reset it.",
		"{a} 的选举定时器到期：其间没有领导者或候选人使它重置。"}},
	{"timer.heartbeat", Routine, "§5.2", pair{"heartbeat timer", "心跳定时器"}, pair{
		"{a}’s heartbeat timer runs out: the followers are to hear from it again.",
		"{a} 的心跳定时器到期：该向跟随者发送消息了。"}},
	{"timer.request", Notable, "", pair{"request timer", "请求定时器"}, pair{
		"{a}’s timer for clients’ requests runs out: one has waited too long.",
		"{a} 的客户端请求定时器到期：有请求等待过久。"}},
	{"timer.setup", Notable, "", pair{"set-up timer", "初始化定时器"}, pair{
		"{a} has not published its name through the log yet, and tries again.",
		"{a} 尚未通过日志公布自己的名称，现在重试。"}},
	{"timer.sync", Routine, "", pair{"expiry timer", "过期定时器"}, pair{
		"{a} looks, as leader, for v2 keys whose time to live is over.",
		"{a} 作为领导者检查 v2 键的存活时间是否已到。"}},
	{"timer.quit", Routine, "", pair{"timer", "定时器"}, pair{
		"{a} has said what it had to say, and stops.",
		"{a} 该说的都已说完，现在停止。"}},
	{"timer.read", Routine, "D§6.4", pair{"read timer", "读定时器"}, pair{
		"{a} still has no read index for a read, and asks again.",
		"{a} 仍未取得读索引，再次请求。"}},
	{"timer.lease", Notable, "", pair{"lease timer", "租约定时器"}, pair{
		"{a} finds, as leader, that a lease has run out, and proposes to revoke it.",
		"{a} 作为领导者发现有租约到期，提议撤销它。"}},
	{"timer.lease-ask", Routine, "", pair{"lease question timer", "租约询问定时器"}, pair{
		"{a} still waits for what the leader says of a lease, and asks again.",
		"{a} 仍在等待领导者对租约的答复，再次询问。"}},
	{"timer.progress", Routine, "", pair{"progress timer", "进度定时器"}, pair{
		"{a} tells watchers that have heard nothing that nothing has happened.",
		"{a} 告知没有收到消息的监听者：什么也没有发生。"}},
	{"timer.leader", Notable, "", pair{"leader timer", "领导者定时器"}, pair{
		"{a} has known no leader for some time, and ends the watches that are worth nothing without one.",
		"{a} 已有一段时间不知道领导者，结束没有领导者就无意义的监听。"}},
	{"timer.checkpoint", Routine, "", pair{"checkpoint timer", "检查点定时器"}, pair{
		"{a} proposes, as leader, to note down how long leases have left.",
		"{a} 作为领导者提议记下租约的剩余时间。"}},
	{"timer.client", Routine, "", pair{"timer", "定时器"}, pair{
		"A timer of {a} runs out.",
		"{a} 的定时器到期。"}},
}
