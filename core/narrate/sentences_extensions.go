package narrate

// extensionSentences tell of what extends Raft beyond the paper's Figure 2.
var extensionSentences = []sentence{
	{"role.pre-candidate", Headline, "D§9.6", pair{"becomes pre-candidate", "成为预候选人"}, pair{
		"{a} asks whether it would be elected in term {term}, and takes no new term yet: it has heard no leader for {timeout}.",
		"{a} 先询问能否在任期 {term} 当选，暂不进入新任期：{timeout} 内未收到领导者的消息。"}},
	{"role.pre-candidate-early", Headline, "D§9.6", pair{"becomes pre-candidate", "成为预候选人"}, pair{
		"{a} asks whether it would be elected in term {term}, and takes no new term yet: its election timer was made to run out early.",
		"{a} 先询问能否在任期 {term} 当选，暂不进入新任期：它的选举定时器被提前触发。"}},
	{"role.pre-candidate-plain", Headline, "D§9.6", pair{"becomes pre-candidate", "成为预候选人"}, pair{
		"{a} asks whether it would be elected in term {term}, and takes no new term yet.",
		"{a} 先询问能否在任期 {term} 当选，暂不进入新任期。"}},
	{"role.candidate-would-win", Headline, "D§9.6", pair{"becomes candidate", "成为候选人"}, pair{
		"{a} becomes a candidate in term {term}: {votes#} would vote for it, and {needed#} {needed|is|are} a quorum.",
		"{a} 成为任期 {term} 的候选人：愿意投票的有{votes#}台，法定票数为{needed#}票。"}},
	{"role.lost-quorum", Headline, "D§6.2", pair{"steps down", "退位"}, pair{
		"{a} steps down in term {term}: within an election timeout only {heard#} answered, itself included, and a quorum is {needed#}.",
		"{a} 在任期 {term} 退位：选举超时内连同自己只有{heard#}台回应，法定数为{needed#}台。"}},
	{"sent.pre-vote", Notable, "D§9.6", pair{"pre-vote asked", "询问预投票"}, pair{
		"{a} asks {b} whether it would vote for it in term {term}, and tells how far its log goes ({log}).",
		"{a} 询问 {b} 是否愿在任期 {term} 投票给它，并报告自己的日志（{log}）。"}},
	{"pre-vote.yes", Notable, "D§9.6", pair{"would vote", "愿意投票"}, pair{
		"{a} would vote for {b} in term {term}: it hears no leader, and {b}’s log is up to date. It promises nothing.",
		"{a} 愿在任期 {term} 投票给 {b}：它听不到领导者，且 {b} 的日志够新。这不是承诺。"}},
	{"pre-vote.yes-plain", Notable, "D§9.6", pair{"would vote", "愿意投票"}, pair{
		"{a} would vote for {b} in term {term}.",
		"{a} 愿在任期 {term} 投票给 {b}。"}},
	{"pre-vote.stale", Notable, "D§9.6", pair{"would not vote", "不愿投票"}, pair{
		"{a} would not vote for {b}, which is still in term {theirs}: it is term {ours} now.",
		"{a} 不愿投票给 {b}：{b} 仍在任期 {theirs}，现在已是任期 {ours}。"}},
	{"pre-vote.voted", Notable, "D§9.6", pair{"would not vote", "不愿投票"}, pair{
		"{a} would not vote for {b}: in term {term} it has voted for {for}.",
		"{a} 不愿投票给 {b}：它在任期 {term} 已投给{for}。"}},
	{"pre-vote.behind", Notable, "D§9.6", pair{"would not vote", "不愿投票"}, pair{
		"{a} would not vote for {b}, whose log ({log}) is less up to date than its own ({own}).",
		"{a} 不愿投票给 {b}：其日志（{log}）比自己的（{own}）旧。"}},
	{"pre-vote.no-plain", Notable, "D§9.6", pair{"would not vote", "不愿投票"}, pair{
		"{a} would not vote for {b}.",
		"{a} 不愿投票给 {b}。"}},
	{"vote.leader-alive", Notable, "D§4.2.3", pair{"vote refused", "拒绝投票"}, pair{
		"{a} refuses {b}: it heard from {leader}, the leader, within the minimum election timeout, and keeps it.",
		"{a} 拒绝 {b}：它在最短选举超时内收到过领导者 {leader} 的消息，不换领导者。"}},
	{"vote.leads-itself", Notable, "D§4.2.3", pair{"vote refused", "拒绝投票"}, pair{
		"{a} refuses {b}: it leads, and a quorum has answered it within the minimum election timeout.",
		"{a} 拒绝 {b}：它自己就是领导者，且最短选举超时内已有法定多数回应。"}},
	{"vote.leader-alive-none", Notable, "D§4.2.3", pair{"vote refused", "拒绝投票"}, pair{
		"{a} refuses {b}: it heard from a leader within the minimum election timeout.",
		"{a} 拒绝 {b}：它在最短选举超时内收到过某位领导者的消息。"}},
	{"pre-vote.counted", Notable, "D§9.6", pair{"pre-vote counted", "预投票计数"}, pair{
		"{a} notes that {from} would vote for it: that makes {votes#} of the {needed#} that it needs.",
		"{a} 得知 {from} 愿意投票给它：所需{needed#}票中已有{votes#}票。"}},
	{"pre-vote.counted-own", Notable, "D§9.6", pair{"own pre-vote counted", "计入自己的预投票"}, pair{
		"{a} would vote for itself: that makes {votes#} of the {needed#} that it needs.",
		"{a} 愿意投票给自己：所需{needed#}票中已有{votes#}票。"}},
	{"got.pre-vote", Notable, "D§9.6", pair{"pre-vote question", "预投票询问"}, pair{
		"{a} is asked by {b} whether it would vote for it in term {term}.",
		"{b} 询问 {a} 是否愿在任期 {term} 投票给它。"}},
	{"got.pre-vote-yes", Notable, "D§9.6", pair{"pre-vote answer", "预投票答复"}, pair{
		"{a} hears from {b} that it would vote for it in term {term}.",
		"{a} 得知 {b} 愿在任期 {term} 投票给它。"}},
	{"got.pre-vote-no", Notable, "D§9.6", pair{"pre-vote answer", "预投票答复"}, pair{
		"{a} hears from {b} that it would not vote for it in term {term}.",
		"{a} 得知 {b} 不愿在任期 {term} 投票给它。"}},

	{"role.candidate-told", Headline, "D§3.10", pair{"becomes candidate", "成为候选人"}, pair{
		"{a} becomes a candidate in term {term} at once: {leader}, the leader, hands over to it.",
		"{a} 立即成为任期 {term} 的候选人：领导者 {leader} 把领导权移交给它。"}},
	{"role.transfer-over", Headline, "D§3.10", pair{"transfer given up", "放弃移交"}, pair{
		"{a} goes on leading term {term}: {target} has not taken over within an election timeout.",
		"{a} 继续领导任期 {term}：{target} 未在选举超时内接任。"}},
	{"sent.timeout-now", Headline, "D§3.10", pair{"hands over", "移交领导权"}, pair{
		"{a} tells {b} to stand for election at once: {b} has the whole log, up to entry {match}.",
		"{a} 让 {b} 立即参选：{b} 已有全部日志，直到条目 {match}。"}},
	{"sent.timeout-now-plain", Headline, "D§3.10", pair{"hands over", "移交领导权"}, pair{
		"{a} tells {b} to stand for election at once.",
		"{a} 让 {b} 立即参选。"}},
	{"got.timeout-now", Notable, "D§3.10", pair{"told to stand", "被要求参选"}, pair{
		"{a} is told by {b}, the leader, to stand for election in term {term}.",
		"领导者 {b} 让 {a} 在任期 {term} 参选。"}},
	{"sent.vote-request-transfer", Notable, "D§3.10", pair{"vote requested", "请求投票"}, pair{
		"{a} asks {b} for its vote in term {term}, as the leader wishes, and tells how far its log goes ({log}).",
		"{a} 应领导者之意请 {b} 在任期 {term} 投票给它，并报告日志（{log}）。"}},
	{"dropped.transferring", Notable, "D§3.10", pair{"proposal waits", "提案等待"}, pair{
		"{a} takes no proposal: it is handing over to {target}.",
		"{a} 暂不接受提案：它正把领导权移交给 {target}。"}},
	{"dropped.uncommitted", Notable, "", pair{"proposal refused", "拒绝提案"}, pair{
		"{a} takes no proposal: of what it has taken, {bytes} bytes are not committed, and {limit} is the most.",
		"{a} 不接受提案：已接受而未提交的有 {bytes} 字节，上限为 {limit}。"}},
	{"transfer.begun", Headline, "D§3.10", pair{"transfer begins", "开始移交"}, pair{
		"{a} hands over to {target}: it takes no proposals, and {target} stands for election once it has {a}’s whole log.",
		"{a} 开始把领导权移交给 {target}：暂不接受提案，待 {target} 有了全部日志便参选。"}},
	{"transfer.not-leading", Notable, "D§3.10", pair{"transfer refused", "拒绝移交"}, pair{
		"{a} cannot hand over to {target}: it does not lead, {leader} does.",
		"{a} 无法把领导权移交给 {target}：领导者不是它，而是 {leader}。"}},
	{"transfer.cannot-lead", Notable, "D§3.10", pair{"transfer refused", "拒绝移交"}, pair{
		"{a} does not hand over to {target}: it leads already, or may not lead.",
		"{a} 不把领导权移交给 {target}：它已是领导者，或不可当领导者。"}},

	{"sent.read-reply-lease", Notable, "D§6.4.1", pair{"read index", "读索引"}, pair{
		"{a} tells {b} to read at entry {index}, without asking anybody: its lease holds for another {rest}.",
		"{a} 告知 {b} 可读到条目 {index}，无须询问他人：其租约还有 {rest}。"}},
	{"sent.read-reply-unconfirmed", Notable, "D§6.4", pair{"read index", "读索引"}, pair{
		"{a} tells {b} to read at entry {index}, and does not know whether it still leads: the rule “read-quorum” is off.",
		"{a} 告知 {b} 可读到条目 {index}，却未确认自己仍是领导者：规则 read-quorum 已关闭。"}},

	{"write.snapshot", Headline, "§7", pair{"snapshot written", "写入快照"}, pair{
		"{a} writes a snapshot of its stores as of entry {index} to disk.",
		"{a} 把截至条目 {index} 的存储快照写入磁盘。"}},
	{"write.compact", Notable, "§7", pair{"log compacted", "压缩日志"}, pair{
		"{a} drops its log up to entry {index}: a snapshot on disk stands for it.",
		"{a} 丢弃直到条目 {index} 的日志：磁盘上的快照已可代替。"}},
	{"sent.snapshot", Headline, "§7", pair{"snapshot sent", "发送快照"}, pair{
		"{a} sends {b} its snapshot of entry {index}: {b} needs entry {next}, and {a}’s log begins with {first}.",
		"{a} 向 {b} 发条目 {index} 的快照：{b} 需要条目 {next}，日志却从 {first} 起。"}},
	{"sent.snapshot-part", Notable, "§7", pair{"snapshot part", "快照分块"}, pair{
		"{a} sends {b} the next part of its snapshot of entry {index}: {sent} of {size} bytes with it.",
		"{a} 向 {b} 发送截至条目 {index} 的快照的下一块：共 {size} 字节，至此 {sent}。"}},
	{"snapshot.part-taken", Notable, "§7", pair{"part taken", "收下分块"}, pair{
		"{a} has {received} of {size} bytes of {b}’s snapshot of entry {index}, and asks for more.",
		"{a} 已收到 {b} 截至条目 {index} 的快照 {received} 字节，共 {size}，请求继续。"}},
	{"snapshot.part-taken-plain", Notable, "§7", pair{"part taken", "收下分块"}, pair{
		"{a} tells {b} how much of its snapshot of entry {index} has come.",
		"{a} 告知 {b} 截至条目 {index} 的快照已收到多少。"}},
	{"snapshot.stale", Notable, "§5.1", pair{"snapshot refused", "拒绝快照"}, pair{
		"{a} refuses {b}’s snapshot: term {theirs} is over, it is term {ours} now.",
		"{a} 拒绝 {b} 的快照：任期 {theirs} 已过，现在是任期 {ours}。"}},
	{"snapshot.installed", Headline, "§7", pair{"snapshot installed", "安装快照"}, pair{
		"{a} tells {b} that the snapshot of entry {index} is on its disk, in place of its log.",
		"{a} 告知 {b}：截至条目 {index} 的快照已落盘，取代了自己的日志。"}},
	{"snapshot.matches", Notable, "§7", pair{"log kept", "保留日志"}, pair{
		"{a} keeps its log: it has entry {index}, the last that {b}’s snapshot stands for, with the same term.",
		"{a} 保留自己的日志：{b} 的快照所止的条目 {index} 它已经有，任期相同。"}},
	{"snapshot.late", Notable, "§7", pair{"snapshot ignored", "忽略快照"}, pair{
		"{a} ignores {b}’s snapshot of entry {index}: it knows everything up to entry {commit} to be committed.",
		"{a} 忽略 {b} 截至条目 {index} 的快照：它已知直到条目 {commit} 均已提交。"}},
	{"got.snapshot", Notable, "§7", pair{"snapshot part", "快照分块"}, pair{
		"{a} receives from {b} a part of the snapshot of entry {index}: {received} of {size} bytes with it.",
		"{a} 收到 {b} 截至条目 {index} 的快照的一块：共 {size} 字节，至此 {received}。"}},
	{"got.snapshot-reply", Notable, "§7", pair{"snapshot answer", "快照答复"}, pair{
		"{a} hears that {b} has {received} bytes of the snapshot of entry {index}.",
		"{a} 得知 {b} 已有截至条目 {index} 的快照 {received} 字节。"}},
	{"commit.snapshot", Notable, "§7", pair{"commit learned", "得知提交"}, pair{
		"{a} learns from the snapshot of {leader}, the leader, that everything up to entry {index} is committed.",
		"{a} 从领导者 {leader} 的快照得知：条目 {index} 及之前的条目均已提交。"}},
	{"restored-state", Headline, "§7", pair{"snapshot restored", "恢复快照"}, pair{
		"{a} replaces its stores with the snapshot of entry {index}.",
		"{a} 用截至条目 {index} 的快照取代自己的存储。"}},

	{"role.removed", Headline, "D§4.2.2", pair{"steps down", "退位"}, pair{
		"{a} steps down in term {term}: entry {index}, which removes it from the cluster, is committed.",
		"{a} 在任期 {term} 退位：把它移出集群的条目 {index} 已提交。"}},
	{"removed", Headline, "D§4.2", pair{"removed", "被移出"}, pair{
		"{a} has applied the entry that removes it from the cluster, and will stop.",
		"{a} 应用了把自己移出集群的条目，随后停止。"}},
	{"removed.told", Headline, "D§4.2", pair{"removed", "被移出"}, pair{
		"{a} was removed from the cluster, as {from} says, and will stop: nobody hears it any more.",
		"{from} 称 {a} 已被移出集群：无人再受理它的消息，它随后停止。"}},
	{"dropped.change-under-way", Notable, "D§4.1", pair{"change refused", "拒绝变更"}, pair{
		"{a} takes no change of the membership: the one of entry {index} is not finished.",
		"{a} 暂不接受成员变更：条目 {index} 的变更尚未完成。"}},
	{"dropped.term-not-committed", Notable, "D§4.1", pair{"change refused", "拒绝变更"}, pair{
		"{a} takes no change of the membership before it has committed an entry of its term, {term}.",
		"{a} 尚未提交本任期 {term} 的条目，暂不接受成员变更。"}},
	{"dropped.learner-behind", Notable, "D§4.2.1", pair{"promotion refused", "拒绝晋升"}, pair{
		"{a} does not make {learner} a voter: it has the log up to entry {match}, and {commit} is committed.",
		"{a} 不让 {learner} 成为投票成员：它的日志只到条目 {match}，而条目 {commit} 已提交。"}},
	{"dropped.no-voters", Notable, "D§4.1", pair{"change refused", "拒绝变更"}, pair{
		"{a} does not take a change of the membership that would leave nobody to vote.",
		"{a} 不接受此成员变更：之后将无人可投票。"}},
	{"applied.leave-joint", Notable, "§6", pair{"joint consensus left", "结束联合共识"}, pair{
		"{a} applies entry {index}, which ends joint consensus: only the new voters decide from then on.",
		"{a} 应用结束联合共识的条目 {index}：此后仅由新的投票成员决定。"}},
}
