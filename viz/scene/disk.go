package scene

// Disk is what every member has on its disk: a lane a member, a block a record, in
// the order of writing. What is durable ends at Boundary, and what is being written
// begins there.
type Disk struct {
	Heads   []Row
	Hard    []HardState
	Folds   []Fold // snapshots, and records that have no block of their own
	Records []DiskRecord
	Entries []DiskEntry
	Edges   []DiskEdge // one for each lane
	Gone    []Rect     // records that a snapshot has made needless: hair hatch

	Lane        float32 // the height of a lane's blocks
	Left, Right float32 // of the records
	Boundary    float32 // x
}

func (d Disk) emptied() Disk {
	return Disk{Heads: d.Heads[:0], Hard: d.Hard[:0], Folds: d.Folds[:0], Records: d.Records[:0], Entries: d.Entries[:0], Edges: d.Edges[:0], Gone: d.Gone[:0]}
}

// HardState is a member's term and vote: on its disk, or not yet.
type HardState struct {
	Member   int
	Box      Rect
	Term     uint64
	TermText string
	Vote     string // beside it; empty where there is no room
	VoteX    float32
	Durable  bool // solid, else hatched
	Selected bool
}

// RecordState is how safe a record is.
type RecordState uint8

// The states of records.
const (
	RecordDurable RecordState = iota
	RecordWriting             // the disk is at it: a track shows how far
	RecordWaiting             // the disk has been given it
	RecordCorrupt             // the disk does not return it as it was written
	RecordTorn                // a crash has left half of it
)

// DiskRecord is the block of a record.
type DiskRecord struct {
	Member   int
	Ordinal  uint64 // on the disk; 0 while it is written
	Write    uint64 // the number of the write, while it is under way
	Box      Rect
	State    RecordState
	Term     uint64  // its hard state's, shown where it has no entries
	Empty    bool    // it has no entries: term, vote or commit alone
	Snapshot bool    // it came with a snapshot
	Progress float32 // of RecordWriting, 0 to 1
	Tears    bool    // a crash now would leave half of it
	Text     string  // under it: when it will be durable
	Selected bool
}

// DiskEntry is an entry in a record, or several alike where there are many.
type DiskEntry struct {
	Member   int
	Record   uint64 // its ordinal, 0 while it is written
	Index    uint64
	Box      Rect
	Term     uint64
	Durable  bool // solid, else hatched
	Replaced bool // a later record has another entry at its index: outlined and struck through
	Text     string
	Selected bool
}

// DiskEdge is the line in a lane behind which a crash takes everything.
type DiskEdge struct {
	X, Top, Bottom float32
	Lost           bool // there is something to be lost: danger, dashed
	Kept           bool // the disk keeps what it was given: ink-3
}
