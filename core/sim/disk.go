package sim

// Disk is how an actor's disk behaves.
type Disk struct {
	Latency Time // from a write to its being durable
	Jitter  Time // a write takes Latency plus up to Jitter
	// KeepUnsynced lets writes that were not durable survive a crash, as they
	// do where the program fails and the machine does not. Without it they are
	// lost.
	KeepUnsynced bool
	// Tear lets a crash leave half of the record that the disk is writing, or of
	// the last one where unsynced writes survive.
	Tear bool
}

// diskState is a disk and what it has to do. Writes become durable one after
// the other.
type diskState struct {
	Disk
	written WriteSeq // given to it
	durable WriteSeq
	free    Time // when it is done with what it has
}

// survives returns up to which write a crash now would leave, and which one it
// would tear, 0 for none.
func (d *diskState) survives() (upTo, torn WriteSeq) {
	upTo = d.durable
	if d.KeepUnsynced {
		upTo = d.written
	}
	switch {
	case !d.Tear || d.written == d.durable:
		return upTo, 0
	case d.KeepUnsynced:
		return upTo - 1, upTo
	}
	return upTo, upTo + 1
}

func (d *diskState) crash() {
	d.durable = d.written
	d.free = 0
}

// write gives a node's disk something to write.
func (w *World) write(n *node, bytes int, cause EventID, why any) WriteSeq {
	d := &n.disk
	d.written++
	id := w.record(cause, KindWrite, n.id, Nobody, nil, why)
	chance := dice(mix(w.seed ^ mix(uint64(n.id)) ^ mix(uint64(d.written)+1<<40)))
	d.free = max(d.free, w.now) + d.Latency + chance.below(d.Jitter+1) + Time(bytes)*perByte
	slot, f := w.slot()
	f.kind, f.to, f.epoch, f.write = writeFlight, n.id, n.epoch, d.written
	f.sent, f.due, f.cause = w.now, d.free, id
	w.enqueue(d.free, slot)
	return d.written
}

// perByte is what a byte costs a disk of 500 MB a second.
const perByte = 2 * Time(1)

// durable tells an actor that a write is done.
func (w *World) durable(n *node, slot int32) {
	f := &w.flights[slot]
	write, cause := f.write, f.cause
	w.release(slot)
	n.disk.durable = write
	var why any // that of the write, while the trace has it
	if e, ok := w.trace.At(cause); ok {
		why = e.Why
	}
	id := w.record(cause, KindDurable, n.id, Nobody, nil, why)
	n.actor.Written(w.turn(n, id), write)
}

// SetDisk changes how an actor's disk behaves from its next write on.
func (w *World) SetDisk(id Node, d Disk) {
	if n := w.node(id); n != nil {
		d.Latency, d.Jitter = bounded(d.Latency), bounded(d.Jitter)
		n.disk.Disk = d
	}
}

// DiskOf returns how an actor's disk behaves.
func (w *World) DiskOf(id Node) Disk {
	if n := w.node(id); n != nil {
		return n.disk.Disk
	}
	return Disk{}
}

// DurableWrite returns up to which of an actor's writes all are durable; 0 for nobody.
func (w *World) DurableWrite(id Node) WriteSeq {
	if n := w.node(id); n != nil {
		return n.disk.durable
	}
	return 0
}

// DiskBusyUntil returns when an actor's disk will be done with what it was given.
func (w *World) DiskBusyUntil(id Node) Time {
	if n := w.node(id); n != nil {
		return n.disk.free
	}
	return 0
}
