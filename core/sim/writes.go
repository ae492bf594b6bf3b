package sim

// Writing is a write that a disk has been given and that is not durable yet.
type Writing struct {
	Node  Node
	Seq   WriteSeq
	Given Time
	Due   Time    // when it will be durable
	Cause EventID // the event of its being given
}

// Writes calls yield with all writes that are under way, in no order that means
// anything, until it returns false.
func (w *World) Writes(yield func(Writing) bool) {
	for slot := range w.flights {
		f := &w.flights[slot]
		if f.kind != writeFlight {
			continue
		}
		if n := w.node(f.to); n == nil || f.epoch != n.epoch {
			continue // it was lost in a crash
		}
		if !yield(Writing{Node: f.to, Seq: f.write, Given: f.sent, Due: f.due, Cause: f.cause}) {
			return
		}
	}
}

// Survives returns up to which of its writes a crash of an actor now would leave,
// and which one it would tear in the middle, 0 for none.
func (w *World) Survives(id Node) (upTo, torn WriteSeq) {
	if n := w.node(id); n != nil {
		return n.disk.survives()
	}
	return 0, 0
}
