package narrate

// waterfallTexts tell where the time of a request went: the legs of its way in a
// few words, and what stands around them.
var waterfallTexts = []entry{
	{"panel.tab-time", "Time", "时间"},
	{"time.title", "Where the time went", "时间花在哪里"},
	{"time.answered", "{what}: answered after {time}", "{what}：{time} 后得到答复"},
	{"time.so-far", "{what}: {time} so far", "{what}：至今 {time}"},
	{"time.none", "Nobody has asked anything yet. Try: etcdctl put message hello", "还没有人提出请求。试试：etcdctl put message hello"},
	{"time.gone", "The trace has let go of this request; go back to its time to see it.", "记录已不含此请求；回到那时即可看到。"},
	{"time.sums", "In sum", "合计"},
	{"time.wire", "On the network", "网络"},
	{"time.disk", "On disks", "磁盘"},
	{"time.waiting", "Waiting", "等待"},
	{"time.whole", "Whole", "全部"},
	{"time.copies", "Copies of entry {index}, since the request left", "条目 {index} 的各份副本，自请求发出起"},
	{"time.on-disk", "On disk", "已写盘"},
	{"time.leader-knows", "Leader knows", "领导者得知"},
	{"time.watchers", "Watchers", "监听者"},
	{"time.on-its-way", "the event is on its way", "事件在途中"},
	{"time.heard", "told by {member} after {time}", "{time} 后由 {member} 告知"},
	{"time.show", "Where the time went", "时间花在哪里"},

	{"leg.request", "request to {peer}", "请求发往 {peer}"},
	{"leg.leader", "{node} waits for a leader", "{node} 等待领导者"},
	{"leg.forward", "passed on to the leader {peer}", "转交领导者 {peer}"},
	{"leg.append", "entry to {peer}", "条目发往 {peer}"},
	{"leg.confirm", "heartbeat to {peer}", "心跳发往 {peer}"},
	{"leg.disk", "disk of {node}", "{node} 写盘"},
	{"leg.ack", "acknowledgement of {node}", "{node} 的确认"},
	{"leg.quorum", "{node} waits for a quorum", "{node} 等待法定人数"},
	{"leg.index", "read index to {peer}", "读索引发往 {peer}"},
	{"leg.news", "news of the commit to {peer}", "提交消息发往 {peer}"},
	{"leg.apply", "{node} applies it", "{node} 应用它"},
	{"leg.answer", "answer of {node}", "{node} 的答复"},
	{"leg.wait", "{node} waits", "{node} 等待"},
}
