package raft

// Besides what Options.SnapshotEvery brings about, the owner may ask for a
// snapshot, and for a log that begins where the snapshot on disk ends, at any
// moment: §7, "each server compacts its log independently".

// TakeSnapshot has a server make a snapshot of what it has applied.
type TakeSnapshot struct{}

// Compact has a server drop all entries that its snapshot on disk stands for,
// without the window that Options.SnapshotTrail keeps.
type Compact struct{}

func (TakeSnapshot) event() {}
func (Compact) event()      {}

// CanSnapshot reports whether something was applied that no snapshot stands for
// yet, and none is being made.
func (s *Server) CanSnapshot() bool {
	return s.snapshots.making == 0 && s.applied > s.snapshots.newest.Index
}

// Compactable returns up to which entry Compact would drop the log, or 0 if
// there is nothing to be dropped.
func (s *Server) Compactable() Index {
	upTo := s.snapshots.durable
	if s.rules.Off(SnapshotDurable) {
		upTo = s.snapshots.newest.Index
	}
	if upTo < s.log.First() || upTo > s.applied {
		return 0
	}
	return upTo
}

// takeSnapshotNow asks the owner for a snapshot of what was applied.
func (s *Server) takeSnapshotNow(out Effects) {
	if s.CanSnapshot() {
		s.snapshots.making = s.applied
		out.Snapshot(s.applied)
	}
}

// compactNow drops the entries that the newest snapshot stands for.
func (s *Server) compactNow() { s.dropLog(s.Compactable()) }

// compactLog drops them but for a window that spares followers which are a
// little behind a snapshot, §7: "once the snapshot is complete [on stable
// storage], Raft can discard all log entries up through the last included index".
func (s *Server) compactLog() {
	if upTo := s.Compactable(); upTo >= s.log.First()+s.options.SnapshotTrail {
		s.dropLog(upTo - s.options.SnapshotTrail)
	}
}

// dropLog drops the entries up to an index, also on disk.
func (s *Server) dropLog(upTo Index) {
	if upTo > 0 {
		s.disk.compacted = upTo
		s.log.compact(upTo)
	}
}
