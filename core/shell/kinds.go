package shell

import "raftarium/core/sim"

// The kinds of events that a terminal records.
var (
	KindCommand  = sim.NewKind("command")       // a line starts; Detail is a Command
	KindAnswered = sim.NewKind("answered")      // Peer answered a request; Detail is an Answered
	KindEnded    = sim.NewKind("command-ended") // a line has ended; Detail is an Ended
)

// Command is the detail of KindCommand.
type Command struct{ Text string }

// Answered is the detail of KindAnswered.
type Answered struct {
	Conn    uint64
	Summary string   // the request in a few words
	After   sim.Time // from the request's leaving to its answer's arriving
}

// Ended is the detail of KindEnded.
type Ended struct{ Code int }
