package scene

// MessageKind is what a message is, which sets its form.
type MessageKind uint8

const (
	AppendEntries   MessageKind = iota // solid rounded rectangle with Label
	Heartbeat                          // solid dot; commit news too
	RequestVote                        // solid diamond
	PreVote                            // half-filled diamond
	InstallSnapshot                    // two stacked rectangles
	TimeoutNow                         // solid triangle pointing along
	ReadIndex                          // solid dot with a paper dot in it
	Reply                              // hollow circle, + or −
	VoteReply                          // hollow diamond, + or −
	ClientRequest                      // ink chip with the terminal's letter
	ClientAnswer                       // the same, hollow
	Mote                               // 3 px dot: any kind among 10 to 25 members
)

// Message is one message on its way.
type Message struct {
	ID   uint64 // the builder's own reference, for hit tests; not drawn
	Kind MessageKind
	At   Point
	Tail Point   // where the trail begins; equal to At: no trail
	Turn float32 // direction of travel, radians clockwise from 12 o'clock
	Term uint64

	// Label is the index of the one entry or "×3", the letter of a terminal
	// for client messages, else empty.
	Label string

	Success   bool // of Reply and VoteReply: + instead of −
	Duplicate bool // a second outline 2 px behind
	Selected  bool

	// Lost draws a dashed danger trail and a burst at At instead of the
	// message. Burst is how far the rays have come out, 0 to 1; 1 stands.
	Lost  bool
	Burst float32
}
