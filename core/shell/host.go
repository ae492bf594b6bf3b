package shell

import "raftarium/core/sim"

// Host is what a terminal knows of the world that it lives in. It has no
// state: what it answers follows from the world that it is handed, which it
// must not change.
type Host interface {
	// Endpoint returns the server whose client port is at an address such as
	// "127.0.0.1:2379" or "localhost:2379", up or down.
	Endpoint(w *sim.World, hostport string) (sim.Node, bool)
	// Member returns the server with the given name, number or hexadecimal
	// ID. The error is one sentence that says what there is instead.
	Member(w *sim.World, name string) (sim.Node, error)
	// Names returns the names of all members, in order.
	Names(w *sim.World) []string
	// Keys returns keys of v3 that begin with a prefix, in order, at most so
	// many: those that the leader has, or without one any member that is up.
	Keys(w *sim.World, prefix string, most int) []string
	// Listeners returns who listens on which port, in order of the processes.
	Listeners(w *sim.World) []Listener
	// Server returns what is said of a server; zero where there is none.
	Server(w *sim.World, n sim.Node) ServerInfo
	// Epoch returns the date of the world's time 0, in nanoseconds since 1970.
	Epoch(w *sim.World) int64
	// Check says why an act cannot be carried out now, in one sentence, or
	// returns nil. An act that passes is carried out when the turn is over.
	Check(w *sim.World, act Act) error
	// State returns the world at this moment as JSON.
	State(w *sim.World) []byte
	// Probe returns the value at a path into the state, such as
	// "members.etcd-02.role", "time_ms" or "violations", or of "events": a
	// string as it is, everything else as JSON.
	Probe(w *sim.World, path string) (string, error)
	// Conditions returns the names that Condition knows, in order.
	Conditions() []string
	// Condition reports whether what `wait NAME ARG…` waits for holds now:
	// "leader", "commit" with an index, "applied" with an index.
	Condition(w *sim.World, name string, args []string) (bool, error)
	// EventKinds returns the kinds of events that can happen, in order.
	EventKinds() []string
	// Rules returns the names of the rules that can be switched off, in order.
	Rules() []string
	// Options returns the names of the options that can be set, in order.
	Options() []string
	// Presets returns the names of the presets, in order, each with what it sets.
	Presets() []Preset
	// Times returns the times that all members wait.
	Times(w *sim.World) Times
	// Warnings says in sentences which settings cannot work, or hardly.
	Warnings(w *sim.World) []string
	// Report says what the checks of the world found, and whether all hold.
	Report(w *sim.World) (text string, ok bool)
}

// ServerInfo is what etcd says of itself when it starts.
type ServerInfo struct {
	ID, ClusterID, PeerURL string
	Ready                  bool   // it answers clients
	Fresh                  bool   // it was never started before
	Commit                 uint64 // the commit index on its disk
	Failure                string // why it could not start, if it could not
	DataDir                string // the folder of its data; "": it has none any more
}
