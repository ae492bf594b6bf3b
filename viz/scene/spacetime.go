package scene

// SpaceTime is the trace as a diagram: time runs to the right, a lane a member,
// and what they say to each other between the lanes.
type SpaceTime struct {
	Heads  []Row // at the left edge: what each member is at the playhead
	Lanes  []Lifeline
	Arrows []Arrow
	Events []Event
	Ticks  []Tick // over the lanes, with a hairline down to Bottom

	Left, Right float32 // between which time is
	Top, Bottom float32 // of the hairlines of the ticks and of the playhead
	TickY       float32 // baseline of the ticks' texts
	Unit        string  // of their texts, at the left edge
	UnitX       float32
	Playhead    float32 // 0: the playhead is not in view

	Parting float32 // where two branches part; 0: not in view, or there is one alone
	// Beside is the half in which the other of two branches stands; empty: there is
	// none.
	Beside Rect

	// Up to Forgotten, if it is not 0, the events have left the trace: hatched.
	Forgotten     float32
	ForgottenText string
}

func (s SpaceTime) emptied() SpaceTime {
	return SpaceTime{Heads: s.Heads[:0], Lanes: s.Lanes[:0], Arrows: s.Arrows[:0], Events: s.Events[:0], Ticks: s.Ticks[:0]}
}

// LaneKind is what a member was for a while, which sets how thick its lane is.
type LaneKind uint8

// The kinds of lanes. While a member is down it has none.
const (
	LaneFollower  LaneKind = iota // 4 px
	LaneCandidate                 // two lines of 3 px; a pre-candidate's are thinner
	LaneAsking                    // a pre-candidate
	LaneLeader                    // 12 px
	LanePaused                    // dashed
)

// Lifeline is a stretch of a member's lane.
type Lifeline struct {
	Kind   LaneKind
	Term   uint64
	X0, X1 float32
	Y      float32
	Thick  float32 // 1 on a desk; less where lanes are close together
}

// Arrow is a message, from its sending to its arrival, or to where it is or was
// lost.
type Arrow struct {
	ID       uint64 // the event of its sending
	From, To Point
	Term     uint64
	Client   bool // from a terminal or to one: ink
	Reply    bool // hollow head
	Lost     bool // dashed danger, a burst at To
	Flying   bool // still on its way: no head
	Cause    bool // of the selected event: accent, 3 px
	Selected bool
	Fine     bool   // thin, where there are many
	Text     string // along it
}

// EventKind is how an event is drawn on its lane.
type EventKind uint8

// The kinds of events.
const (
	EventDot     EventKind = iota // ink dot
	EventDisk                     // ink square: on disk
	EventDown                     // ×: it crashed
	EventUp                       // ○: it restarted
	EventPause                    // two bars
	EventViolate                  // ▲ in danger
)

// Event is something that happened at a member.
type Event struct {
	ID       uint64
	Kind     EventKind
	X, Y     float32
	Size     float32 // 1 on a desk
	Cause    bool    // of the selected event: accent
	Selected bool    // with a ring around it
	Text     string  // beside it
	TextAt   Point
	Align    Align
}
