package narrate

// worldSentences tell of clients’ messages, of losses, and of what befalls
// members and links.
var worldSentences = []sentence{
	{"sent.request", Notable, "", pair{"request", "请求"}, pair{
		"{a} sends {b} a request: {request}.",
		"{a} 向 {b} 发出请求：{request}。"}},
	{"sent.answer", Notable, "", pair{"answer sent", "发出答复"}, pair{
		"{a} sends {b} its answer.",
		"{a} 向 {b} 发出答复。"}},
	{"sent.news", Notable, "", pair{"changes told", "告知变更"}, pair{
		"{a} tells {b}, which watches, of {n} {n|change|changes} up to revision {revision}.",
		"{a} 告知正在监听的 {b}：有 {n} 个变更，直到修订版本 {revision}。"}},
	{"sent.error", Notable, "", pair{"error sent", "发出错误"}, pair{
		"{a} sends {b} an error: {error}.",
		"{a} 向 {b} 发出错误：{error}。"}},
	{"sent.cancel", Notable, "", pair{"cancelled", "取消"}, pair{
		"{a} no longer waits for {b}’s answer.",
		"{a} 不再等待 {b} 的答复。"}},
	{"got.request", Notable, "", pair{"request received", "收到请求"}, pair{
		"{a} receives a request from {b}: {request}.",
		"{a} 收到 {b} 的请求：{request}。"}},
	{"got.answer", Notable, "", pair{"answer received", "收到答复"}, pair{
		"{a} receives {b}’s answer.",
		"{a} 收到 {b} 的答复。"}},
	{"got.news", Notable, "", pair{"changes heard", "得知变更"}, pair{
		"{a}, which watches, hears from {b} of {n} {n|change|changes} up to revision {revision}.",
		"正在监听的 {a} 从 {b} 得知 {n} 个变更，直到修订版本 {revision}。"}},
	{"got.error", Notable, "", pair{"error received", "收到错误"}, pair{
		"{a} receives an error from {b}: {error}.",
		"{a} 收到 {b} 的错误：{error}。"}},
	{"sent.gone", Notable, "", pair{"turned away", "拒之门外"}, pair{
		"{a} tells {b} that it was removed from the cluster and is not heard any more.",
		"{a} 告知 {b}：它已被移出集群，不再受理它的消息。"}},
	{"got.gone", Notable, "", pair{"turned away", "拒之门外"}, pair{
		"{a} hears from {b} that it was removed from the cluster.",
		"{a} 从 {b} 得知自己已被移出集群。"}},
	{"stopped", Headline, "", pair{"stop", "停止"}, pair{
		"{a} stops in good order: all that it wrote is on its disk.",
		"{a} 正常停止：写入的内容全部在磁盘上。"}},
	{"got.cancel", Notable, "", pair{"cancellation received", "收到取消"}, pair{
		"{a} learns that {b} no longer waits for its answer.",
		"{a} 得知 {b} 不再等待它的答复。"}},

	{"lost.chance", Notable, "", pair{"lost", "丢失"}, pair{
		"{what} from {a} to {b} is lost on the way: the link is unreliable.",
		"{a} 发给 {b} 的{what}在途中丢失：链路不可靠。"}},
	{"lost.cut", Notable, "", pair{"lost", "丢失"}, pair{
		"{what} from {a} to {b} is lost: the link is cut.",
		"{a} 发给 {b} 的{what}丢失：链路已切断。"}},
	{"lost.down", Notable, "", pair{"lost", "丢失"}, pair{
		"{what} from {a} to {b} is lost: {b} is down.",
		"{a} 发给 {b} 的{what}丢失：{b} 已停机。"}},
	{"lost.dropped", Headline, "", pair{"dropped", "丢弃"}, pair{
		"{what} from {a} to {b} is lost: it was dropped by hand.",
		"{a} 发给 {b} 的{what}丢失：被人为丢弃。"}},
	{"refused", Notable, "", pair{"connection refused", "拒绝连接"}, pair{
		"{a} cannot connect to {b}: {b} is down.",
		"{a} 无法连接 {b}：{b} 已停机。"}},

	{"crashed", Headline, "", pair{"crash", "崩溃"}, pair{
		"{a} crashes: what is on its disk stays, what was only in memory is lost.",
		"{a} 崩溃：磁盘上的内容保留，仅在内存中的丢失。"}},
	{"restarted", Headline, "§5.1", pair{"start", "启动"}, pair{
		"{a} starts with the term, the vote and the log that are on its disk.",
		"{a} 启动，从磁盘读取任期、选票和日志。"}},
	{"started", Notable, "", pair{"start", "启动"}, pair{
		"{a} starts.",
		"{a} 启动。"}},
	{"started-first", Headline, "", pair{"start", "启动"}, pair{
		"{a} starts for the first time: its disk is empty.",
		"{a} 首次启动：磁盘是空的。"}},
	{"opened", Routine, "", pair{"terminal opened", "打开终端"}, pair{
		"{a} is opened.",
		"{a} 已打开。"}},
	{"paused", Headline, "", pair{"pause", "暂停"}, pair{
		"{a} is paused: it does nothing, loses nothing, and what arrives waits.",
		"{a} 被暂停：不做任何事，也不丢失任何东西，收到的消息留待恢复后处理。"}},
	{"resumed", Headline, "", pair{"resume", "恢复"}, pair{
		"{a} goes on; all that has waited for it happens at once.",
		"{a} 恢复运行，立即处理积压的消息和定时器。"}},
	{"cut", Notable, "", pair{"link cut", "切断链路"}, pair{
		"{a} can no longer reach {b}: the link is cut in this direction.",
		"{a} 无法再到达 {b}：该方向的链路已切断。"}},
	{"joined", Notable, "", pair{"link joined", "接通链路"}, pair{
		"{a} can reach {b} again: the link is joined in this direction.",
		"{a} 又能到达 {b}：该方向的链路已接通。"}},

	{"input", Notable, "", pair{"input", "输入"}, pair{
		"{a} receives something from outside the world.",
		"{a} 收到来自外部的输入。"}},
	{"input.world", Headline, "", pair{"input", "输入"}, pair{
		"From outside, the world is changed.",
		"外部操作改变了这个世界。"}},
	{"unknown", Notable, "", pair{"event", "事件"}, pair{
		"{a} records an event of the kind {kind}.",
		"{a} 记录了事件：{kind}。"}},
}
