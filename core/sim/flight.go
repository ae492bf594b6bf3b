package sim

import "slices"

// flightKind says what happens when a flight is due.
type flightKind uint8

const (
	freeFlight    flightKind = iota // the slot is not in use
	voidFlight                      // nothing any more
	deliverFlight                   // a message arrives, or is lost
	noticeFlight                    // the network tells a client something
	timerFlight                     // a timer may have run out
	writeFlight                     // a write is durable
)

// flight is what waits in the queue, in a slot.
type flight struct {
	kind      flightKind
	duplicate bool
	doomed    bool
	reason    LossReason
	timer     Timer
	from, to  Node // to is whose timer or write it is
	epoch     uint32
	sent, due Time // due is also when it would have arrived, had it not been lost
	lostAt    Time
	cause     EventID // for a message, the event of its sending
	write     WriteSeq
	payload   any
}

// lose makes a message be lost on its way.
func (f *flight) lose(why LossReason, at Time) { f.doomed, f.reason, f.lostAt = true, why, at }

// at is when something happens to a message.
func (f *flight) at() Time {
	if f.doomed {
		return f.lostAt
	}
	return f.due
}

// enqueue puts a flight into a slot and the slot into the queue.
func (w *World) enqueue(at Time, f flight) {
	var slot int32
	if n := len(w.free); n > 0 {
		slot = w.free[n-1]
		w.free = w.free[:n-1]
		w.flights[slot] = f
	} else {
		slot = int32(len(w.flights))
		w.flights = append(w.flights, f)
	}
	w.queue.push(item{at: at, seq: w.seq, slot: slot})
	w.seq++
}

// release empties a slot.
func (w *World) release(slot int32) {
	w.flights[slot] = flight{}
	w.free = append(w.free, slot)
}

// sortSlots orders slots by the event of sending, the original before its
// duplicate.
func sortSlots(slots []int32, flights []flight) {
	slices.SortFunc(slots, func(a, b int32) int {
		x, y := &flights[a], &flights[b]
		switch {
		case x.cause < y.cause || x.cause == y.cause && !x.duplicate && y.duplicate:
			return -1
		case x.cause == y.cause && x.duplicate == y.duplicate:
			return 0
		}
		return 1
	})
}
