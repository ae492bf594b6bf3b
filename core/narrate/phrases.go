package narrate

// phrases are parts of sentences.
var phrases = []entry{
	{"phrase.itself", "itself", "自己"},
	{"phrase.nobody", "nobody", "无人"},
	{"phrase.terminal", "terminal {name}", "终端 {name}"},
	{"phrase.no-op", "no-op", "no-op"},
	{"phrase.entry", "entry {from}", "条目 {from}"},
	{"phrase.entries", "entries {from} to {to}", "条目 {from} 至 {to}"},
	{"phrase.log", "last {last}, term {term}", "末条 {last}，任期 {term}"},
	{"phrase.empty-log", "empty", "空"},
	{"phrase.dissertation", "dissertation", "博士论文"},

	{"phrase.the-heartbeat", "the heartbeat", "心跳"},
	{"phrase.the-append", "the AppendEntries", "AppendEntries"},
	{"phrase.the-vote-request", "the request for a vote", "投票请求"},
	{"phrase.the-vote", "the vote", "选票"},
	{"phrase.the-vote-refusal", "the refusal of a vote", "拒票答复"},
	{"phrase.the-pre-vote", "the pre-vote question", "预投票询问"},
	{"phrase.the-pre-vote-answer", "the pre-vote answer", "预投票答复"},
	{"phrase.the-timeout-now", "the TimeoutNow", "TimeoutNow"},
	{"phrase.the-snapshot", "a part of the snapshot", "快照分块"},
	{"phrase.the-snapshot-answer", "the answer to the snapshot", "快照答复"},
	{"phrase.the-acknowledgement", "the acknowledgement", "确认"},
	{"phrase.the-refusal", "the refusal", "拒绝答复"},
	{"phrase.the-proposal", "the proposal", "提案"},
	{"phrase.the-read-request", "the request for a read index", "读索引请求"},
	{"phrase.the-read-index", "the read index", "读索引"},
	{"phrase.the-request", "the request", "请求"},
	{"phrase.the-answer", "the answer", "答复"},
	{"phrase.the-cancellation", "the cancellation", "取消通知"},
	{"phrase.the-message", "the message", "消息"},
}
