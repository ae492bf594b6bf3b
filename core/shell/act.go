package shell

import "raftarium/core/sim"

// Act is the closed set of what can be done to a world from outside, by a verb
// in a terminal or by a menu. Acts are values and are not changed once made.
type Act interface{ act() }

// Cluster replaces the members by a new cluster.
type Cluster struct {
	Members int  // 0 to MembersMax; with none, members are started by hand
	Bare    bool // with an empty log, without etcd's set-up entries
}

// MembersMax bounds the members of a cluster.
const MembersMax = 101

// Crash stops a member, which loses what is volatile.
type Crash struct{ Member sim.Node }

// Restart starts a member that is down.
type Restart struct{ Member sim.Node }

// Pause stops a member without losing anything.
type Pause struct{ Member sim.Node }

// Resume lets a paused member go on.
type Resume struct{ Member sim.Node }

// Cut cuts the link between A and B, or from A to B only; all links of A if B is Nobody.
type Cut struct {
	A, B   sim.Node
	OneWay bool
}

// Join joins the link between A and B, or from A to B only; all links of A if B is Nobody.
type Join struct {
	A, B   sim.Node
	OneWay bool
}

// Partition cuts all links between members of different groups and joins all
// others. Members that are named in no group form one more.
type Partition struct{ Groups [][]sim.Node }

// Heal joins all links.
type Heal struct{}

// SetLink changes how messages travel between A and B, or from A to B only, or
// between all members. What is nil stays as it is.
type SetLink struct {
	All             bool
	A, B            sim.Node
	OneWay          bool
	Latency, Jitter *sim.Time
	// Of 1,000 messages.
	Loss, Duplicate, Reorder *int
}

// SetDisk changes how the disk of a member behaves, or those of all. What is
// nil stays as it is.
type SetDisk struct {
	All             bool
	Member          sim.Node
	Latency, Jitter *sim.Time
	LoseUnsynced    *bool // a crash loses what was not durable
	Tear            *bool // a crash leaves half of the record under way
}

// CorruptDisk makes the disk of a member return wrong bytes for a record.
type CorruptDisk struct {
	Member sim.Node
	Record uint64 // its ordinal; 0: the middle one
}

// WipeDisk empties the disk of a member that is down.
type WipeDisk struct{ Member sim.Node }

// SetClock sets the clock of a member, or those of all. What is nil stays as it
// is.
type SetClock struct {
	All    bool
	Member sim.Node
	Rate   *sim.Rate
	Jump   *sim.Time // by which it is set ahead, or back
}

// SetLog sets up the log of a member of a bare cluster before its first
// election, by the terms of its entries: at least one, and none that falls.
type SetLog struct {
	Member sim.Node
	Terms  []uint64
}

// SetRule switches a safety rule off or on again, for all members.
type SetRule struct {
	Rule string // one of Host.Rules
	Off  bool
}

// SetOption sets an option of Raft, for all members.
type SetOption struct {
	Option string // one of Host.Options
	Value  string // on, off or a number
}

// SetTimes sets the times that all members wait. What is nil stays as it is.
type SetTimes struct {
	Heartbeat                *sim.Time
	ElectionMin, ElectionMax *sim.Time // both or none
}

// TakePreset sets links, disks and times as in a place where etcd runs.
type TakePreset struct{ Preset string } // one of Host.Presets

// Timeout lets a member's election timer run out now.
type Timeout struct{ Member sim.Node }

// TakeSnapshot has a member make a snapshot of what it has applied.
type TakeSnapshot struct{ Member sim.Node }

// CompactLog has a member drop the entries that its snapshot stands for.
type CompactLog struct{ Member sim.Node }

// Drop loses a message that is on its way.
type Drop struct{ Message sim.EventID }

// OpenTerminal opens another terminal. An empty name stands for the next free
// letter.
type OpenTerminal struct{ Name string }

func (Cluster) act()      {}
func (Crash) act()        {}
func (Restart) act()      {}
func (Pause) act()        {}
func (Resume) act()       {}
func (Cut) act()          {}
func (Join) act()         {}
func (Partition) act()    {}
func (Heal) act()         {}
func (SetLink) act()      {}
func (SetDisk) act()      {}
func (CorruptDisk) act()  {}
func (WipeDisk) act()     {}
func (SetClock) act()     {}
func (SetLog) act()       {}
func (SetRule) act()      {}
func (SetOption) act()    {}
func (SetTimes) act()     {}
func (TakePreset) act()   {}
func (Timeout) act()      {}
func (Drop) act()         {}
func (TakeSnapshot) act() {}
func (CompactLog) act()   {}
func (OpenTerminal) act() {}
