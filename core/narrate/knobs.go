package narrate

// knobTexts are those of the panel of controls: what can be set, and which
// settings do not work together.
var knobTexts = []entry{
	{"panel.tab-knobs", "Controls", "设置"},
	{"knobs.about", "What holds at this moment; each change is an input, and can be rewound", "此刻的设置；每次更改都是一个可以回退的输入"},
	{"knobs.fine", "These settings work together.", "这些设置可以配合运行。"},

	{"knobs.warn-heartbeat", "Heartbeats come every {heartbeat}, elections begin after {election}: no leader can stay, §5.6", "心跳间隔 {heartbeat}，{election} 后就会选举：没有领导者能坐稳，§5.6"},
	{"knobs.warn-round-fatal", "A round trip to a quorum takes at least {round}, a candidate waits {longest} at most: no election ends, §5.6", "到法定多数的来回至少 {round}，候选人至多等 {longest}：选举不会有结果，§5.6"},
	{"knobs.warn-round", "A round trip to a quorum takes up to {round}, elections begin after {election}: votes may come too late, §5.6", "到法定多数的来回可达 {round}，{election} 后就会选举：选票可能来得太晚，§5.6"},
	{"knobs.warn-disk-fatal", "A vote is told when it is on disk, which takes {disk}; a candidate waits {longest} at most: no election ends, §5.6", "选票写入磁盘需 {disk} 才会告知，候选人至多等 {longest}：选举不会有结果，§5.6"},
	{"knobs.warn-disk", "A vote is told when it is on disk, which takes up to {disk}; elections begin after {election}: it may come too late, §5.6", "选票写入磁盘可达 {disk} 才会告知，{election} 后就会选举：可能来得太晚，§5.6"},
	{"knobs.warn-lost", "Some link loses all messages.", "有链路会丢失所有消息。"},
	{"knobs.warn-loss", "Up to {loss} of messages are lost: followers will often miss {beats} {beats|heartbeat|heartbeats} in a row, and stand", "有 {loss} 的消息会丢失：跟随者会经常错过 {beats} 次心跳而参选"},
	{"knobs.warn-jitter", "Messages may come {jitter} late; with heartbeats every {heartbeat}, followers may stand after {election} though the leader is well", "消息可能晚到 {jitter}：心跳间隔 {heartbeat}，领导者正常时跟随者也可能在 {election} 后参选"},
	{"knobs.warn-clock", "{member}’s clock runs {ratio} times as fast as {other}’s: its election timer ends before a heartbeat comes", "{member} 的时钟是 {other} 的 {ratio} 倍：心跳未到，它的选举定时器就已到期"},
	{"knobs.warn-lease", "Lease reads suppose clocks to differ by {bound} at most; {member}’s runs {ratio} times as fast as {other}’s: a read may be stale, D§6.4.1", "租约读取假定时钟相差至多 {bound} 倍，{member} 却是 {other} 的 {ratio} 倍：可能读到旧值，D§6.4.1"},
	{"knobs.warn-spread", "Election timeouts differ by {spread}, less than a round trip of {round}: votes will often be split, §9.3", "选举超时只相差 {spread}，不到一次来回的 {round}：选票会经常分散，§9.3"},
	{"knobs.warn-even", "{n} voters need {quorum} and bear the loss of {lost}, no more than {fewer} {fewer|voter|voters} do", "{n} 个投票成员需 {quorum} 个，只容许损失 {lost} 个，并不比 {fewer} 个更好"},
}
