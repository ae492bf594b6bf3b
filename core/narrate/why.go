package narrate

// whyTexts are what is said of how things stand to those who ask why.
var whyTexts = []entry{
	{"why.gone", "What led there lies too far back; seek to an earlier moment.", "起因太早，已无记录；请回到更早的时刻。"},
	{"why.leads", "{member} leads term {term}, and reaches a quorum.", "{member} 是任期 {term} 的领导者，能联系到法定多数。"},
	{"why.leads-few", "{member} still believes to lead term {term}, but reaches only {n} of the {needed} voters that it needs.", "{member} 仍以为自己是任期 {term} 的领导者，但只能联系到 {n} 台，需要 {needed} 台。"},
	{"why.no-majority", "At most {n} of {voters} voters can reach each other, and {needed} are needed: nobody can be elected.", "{voters} 台中至多 {n} 台能相互联系，而当选需要 {needed} 台：无人能当选。"},
	{"why.down", "{member} is down.", "{member} 已停机。"},
	{"why.paused", "{member} is paused, and answers nobody.", "{member} 已暂停，不作答复。"},
	{"why.cut", "{member} is cut off from {others}.", "{member} 与 {others} 的链路已切断。"},
	{"why.behind", "Whoever reaches a quorum lacks entries that some of it have, and is refused their votes.", "能联系到法定多数的成员缺少其中一些成员的条目，因而得不到它们的选票。"},
	{"why.split", "The votes of term {term} are split among {n} candidates, and each needs {needed}.", "任期 {term} 的选票分给了 {n} 个候选人，各需 {needed} 票。"},
	{"why.stands", "{member} is a candidate in term {term}: it has {votes} of {needed} votes.", "{member} 是任期 {term} 的候选人：已得 {votes} 票，需要 {needed} 票。"},
	{"why.asks", "{member}, in term {term}, asks whether it would win: {votes} of {needed} would vote for it so far.", "{member} 在任期 {term} 询问能否当选：至今 {votes} 台愿意投票，需要 {needed} 台。"},
	{"why.waits", "Nobody stands for election yet: the first election timer, that of {member}, runs out in {time}.", "尚无人参选：最先到期的是 {member} 的选举定时器，还有 {time}。"},
	{"why.never", "No leader has been elected so far.", "至今没有选出过领导者。"},
	{"why.no-entry", "{member} has no entry {index}: its log ends with {last}.", "{member} 没有条目 {index}：它的日志止于 {last}。"},
	{"why.in-snapshot", "A snapshot stands for entry {index}, and only what is committed goes into one.", "条目 {index} 已归入快照，而快照只含已提交的内容。"},
	{"why.committed-elsewhere", "{other} knows that it is committed; {member} has yet to hear of it.", "{other} 已知它已提交；{member} 尚未得知。"},
	{"why.not-heard-yet", "The next message of the leader tells {member}.", "领导者的下一条消息会告知 {member}。"},
	{"why.nobody-commits", "Only a leader that reaches a quorum commits entries, and there is none.", "只有能联系到法定多数的领导者才能提交条目，而现在没有。"},
	{"why.overwritten", "{leader}, the leader of term {term}, has another entry or none there: entry {index} of {member} will be overwritten.", "任期 {term} 的领导者 {leader} 在那里是别的条目或没有条目：{member} 的条目 {index} 将被覆盖。"},
	{"why.leader-decides", "{leader}, the leader of term {term}, counts the copies.", "由任期 {term} 的领导者 {leader} 计算副本数。"},
	{"why.copies", "{leader} knows of {n} {n|copy|copies} on disk, and {needed} are needed.", "{leader} 已知 {n} 份副本已落盘，需要 {needed} 份。"},
	{"why.older-term", "The entry is of term {entry}, the leader’s own is {term}: it is committed along with the first entry of term {term}.", "条目属于任期 {entry}，而领导者的任期是 {term}：它将随任期 {term} 的首个条目一起提交。"},
	{"why.unacknowledged", "{member} has it on disk; {leader} has not heard that yet.", "{member} 已落盘；{leader} 尚未收到确认。"},
	{"why.writing", "{member} has it, and its disk is still writing.", "{member} 已收到，正在写入磁盘。"},
	{"why.on-its-way", "It is on its way to {member}.", "它正在发往 {member} 的路上。"},
	{"why.not-sent", "{member} lacks it: its log has yet to meet the leader’s, or what was sent is lost and repeated.", "{member} 还没有它：它的日志尚未与领导者的对上，或消息已丢失，正在重发。"},
	{"why.key-wanted", "Entry {index} would change {key}, and is not committed.", "条目 {index} 要更改 {key}，但尚未提交。"},
	{"why.no-key", "Nothing that {member} has applied and that is still known touched {key}.", "在仍有记录的范围内，{member} 应用过的条目都没有动过 {key}。"},
	{"why.no-lease", "Nothing that {member} has applied and that is still known began or ended the lease {lease}.", "在仍有记录的范围内，{member} 应用过的条目都没有开始或结束租约 {lease}。"},
}

// whySections are the sections of the paper that answers rest on.
var whySections = map[string]string{
	"why.leads": "§5.2", "why.leads-few": "§5.2", "why.no-majority": "§5.2", "why.behind": "§5.4.1", "why.split": "§5.2", "why.stands": "§5.2",
	"why.asks": "D§9.6", "why.waits": "§5.2", "why.in-snapshot": "§7", "why.committed-elsewhere": "§5.3", "why.not-heard-yet": "§5.3",
	"why.nobody-commits": "§5.3", "why.overwritten": "§5.3", "why.leader-decides": "§5.3", "why.copies": "§5.3", "why.older-term": "§5.4.2",
	"why.unacknowledged": "§5.3", "why.writing": "§5.1", "why.on-its-way": "§5.3", "why.not-sent": "§5.3",
}

// SectionOf returns the section of the paper that a text rests on, or "".
func SectionOf(lang Lang, id string) string { return Section(lang, whySections[id]) }
