package scene

// Journey is the way of one command, from the terminal and back: a line with
// a station for each step.
type Journey struct {
	Title   string  // "put message “hello world”"
	Note    string  // "from terminal A, answered after 52 ms"
	X, Y    float32 // baseline of both
	NoteX   float32
	LineY   float32
	Steps   []Step
	Stopped bool // a danger bar where it waits: there is no quorum
}

// StepState is how far a journey has come at a station.
type StepState uint8

const (
	Done StepState = iota
	Current
	Ahead
)

// Step is one station of a journey.
type Step struct {
	Text  string
	X     float32 // of the dot, on the journey's line
	TextX float32 // aligned by Align, baseline 23 px below the line
	Align Align
	State StepState
}

// LegendKind is a sign that the legend explains.
type LegendKind uint8

const (
	LegendRequest LegendKind = iota
	LegendHeartbeat
	LegendReply
	LegendLost
	LegendUncommitted
	LegendCommitted
	LegendApplied
	LegendNotDurable
	LegendMatch
	LegendNext
	LegendFollower // the lanes and arrows of the space-time diagram
	LegendCandidate
	LegendLeader
	LegendSent
	LegendAnswer
	LegendEvent
	LegendDisk
	LegendCause
	LegendChange // the signs of the store
	LegendTombstone
	LegendGone
	LegendPending
	LegendWatcher
	LegendBehind
	LegendRecord // the signs of the disks
	LegendReplaced
	LegendHard
	LegendSnapshot
	LegendEdge
	LegendCorrupt
)

// LegendItem is one sign with its words. X is where the sign's box begins and
// TextX where the words do; Y is the sign's centre, 4.5 px above the baseline.
type LegendItem struct {
	Kind  LegendKind
	Text  string
	X, Y  float32
	TextX float32
	Term  uint64 // whose colour the sign shows
}
