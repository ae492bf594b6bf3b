package narrate

// Kinds are the names of all kinds of events that Tell has sentences for, those of
// messages first.
var Kinds = []string{
	"sent", "received", "lost", "refused", "timer", "write", "durable", "became-follower",
	"became-pre-candidate", "became-candidate", "became-leader", "vote-counted", "committed", "applied",
	"dropped", "transfer-begun", "removed", "transfer-refused", "restored", "answered", "command",
	"command-ended", "crashed", "restarted", "log-set", "clock-set", "record-corrupt", "already-bootstrapped",
	"tail-cut", "paused", "resumed", "cut", "joined", "cluster", "violated", "hung-up", "input",
}
