package compose

import (
	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/mvcc"
)

// Layout is how the stage is divided.
type Layout uint8

// The layouts.
const (
	Desk      Layout = iota // ring left, logs right, scrubber below
	Tall                    // ring above logs, scrubber below: tablets and lessons
	Phone                   // ring above logs, small cells, 390 px wide
	Presenter               // ring left, logs right, terms below, and no more: to be seen from afar
)

// From the height of tallLeast on logs have room below the ring; under that of
// deskLeast a desk's legend and times leave it none.
const tallLeast, deskLeast = 380, flatPhone + phoneScrubber

// LayoutFor chooses how a stage of a size, in logical pixels, is divided.
func LayoutFor(width, height float32) Layout {
	switch {
	case width < 520, width < 900 && height < deskLeast:
		return Phone
	case width < 900 && height >= tallLeast:
		return Tall
	}
	return Desk
}

// TargetKind says what a Target is.
type TargetKind uint8

// The kinds of targets.
const (
	Nothing TargetKind = iota
	MemberTarget
	MessageTarget
	EntryTarget
	FoldTarget   // the folded entries of a member's log
	MarkTarget   // a mark of the scrubber
	TimeTarget   // a moment of the scrubber
	BranchTarget // a branch below the scrubber
	MoreTarget   // the branches for which there is no room there
	ClientTarget // a terminal's chip at a member
	BannerTarget
	LinkTarget    // the chord between two members that are cut or talk
	EventTarget   // an event of the space-time diagram
	KeyTarget     // a key of a member's store
	ChangeTarget  // a change of a key in a member's store
	RecordTarget  // a record on a member's disk, or one that is being written
	LeaseTarget   // a lease as a member has it
	V2Target      // a key or a directory of v2 as a member has it
	WatcherTarget // a watch of v3 at the member through which it goes
)

// Target is something on the stage that can be pointed at.
type Target struct {
	Kind    TargetKind
	Node    sim.Node    // the member; the sender of a link; the terminal of a client
	Peer    sim.Node    // the receiver of a link
	Index   raft.Index  // of an entry
	Message sim.EventID // of a message, the event of its sending; or the event itself
	Time    sim.Time    // of a mark or a moment
	Branch  int
	Beside  bool          // it is of the other branch, where two are compared
	Key     string        // of the store; of v2 a path, as its users write it
	Rev     mvcc.Revision // of a change
	Lease   int64
	Record  uint64 // its ordinal on the disk; 0: it is being written
	Write   uint64 // the number of the write that makes it
	Stream  uint64 // of a watch
	Watch   int64  // its ID within the stream
}

// Input is what a scene is a function of.
type Input struct {
	Lab  *lab.Lab
	Lang narrate.Lang

	Width, Height float32 // of the stage, in logical pixels
	Layout        Layout
	Zoom          float32 // by which the scene is enlarged when it is drawn; 0 counts as 1

	Selected Target
	Dragging Target // the member that a drag began at, Nothing without a drag
	DragTo   struct{ X, Y float32 }

	// Speed is how many seconds of the world pass in a second of the viewer's.
	Speed float64
	// Still leaves out all transitions, and lets what was lost last stand as a
	// mark: while nothing plays, while scrubbing, and for those who asked for
	// reduced motion.
	Still bool
	// Reduced lets messages stand at thirds of their way.
	Reduced bool

	// Journey is the request that is followed and where its time went; nil if there
	// is none, or the trace does not have it any more.
	Journey *lab.Waterfall

	// View is which view the stage shows. Of the space-time diagram, SpaceFrom and
	// SpaceTo are the part of time in view; both zero: SpaceSpan of it, with the
	// playhead near its end.
	View               ViewKind
	SpaceFrom, SpaceTo sim.Time
	SpaceSpan          sim.Time
	// Of the store, StorePitch is how wide a column is, 0 for as wide as at first;
	// StoreLast the revision of the last column, 0 for the newest; StoreKey the key
	// of the first row if StoreKeyed, else the keys that changed last have rows.
	StorePitch float32
	StoreLast  int64
	StoreKey   string
	StoreKeyed bool
	StoreSkip  int // how many rows of v2's tree stand above the first that is shown
	// Of the disks, DiskPitch is how wide an entry is, 0 for as wide as at first, and
	// DiskBack how many of the newest durable records of each are left out.
	DiskPitch float32
	DiskBack  int
	// Other is the world of another branch at this moment, which CompareView shows
	// beside the current one's, and OtherBranch its number.
	Other       *sim.World
	OtherBranch int
	// Event is the event whose causes are shown, 0 for those of the selection.
	Event sim.EventID

	// Memory is used again from frame to frame; nil: everything is made anew.
	Memory *Memory

	// The part of the world's time that the scrubber shows; both zero: all of
	// it, up to the frontier.
	From, To sim.Time
}
