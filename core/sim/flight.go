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

// flight is what waits in the queue, in a slot. One that is free is zero. It
// holds no pointers: what a message carries lies in World.payloads.
type flight struct {
	kind      flightKind
	duplicate bool
	doomed    bool
	reason    LossReason
	timer     Timer
	from, to  Node // to is whose timer or write it is
	epoch     uint32
	sent      Time
	due       Time // of a message that is lost, when it would have arrived
	lostAt    Time
	cause     EventID // for a message, the event of its sending
	write     WriteSeq
}

// lose makes a message be lost on its way.
func (f *flight) lose(why LossReason, at Time) { f.doomed, f.reason, f.lostAt = true, why, at }

// at is when something happens to a flight.
func (f *flight) at() Time {
	if f.doomed {
		return f.lostAt
	}
	return f.due
}

// slot returns a free slot and the flight in it, to be filled in before another
// slot is asked for.
func (w *World) slot() (int32, *flight) {
	if n := len(w.free); n > 0 {
		slot := w.free[n-1]
		w.free = w.free[:n-1]
		return slot, &w.flights[slot]
	}
	w.flights = append(w.flights, flight{})
	w.payloads = append(w.payloads, nil)
	slot := int32(len(w.flights) - 1)
	return slot, &w.flights[slot]
}

// enqueue puts a slot into the queue.
func (w *World) enqueue(at Time, slot int32) {
	w.queue.push(&w.queue.near, at, slot)
}

// enqueueTimer is enqueue for a timer.
func (w *World) enqueueTimer(at Time, slot int32) {
	w.queue.push(&w.queue.far, at, slot)
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
