package lab

import (
	"errors"
	"fmt"

	"raftarium/core/raft"
	"raftarium/core/sim"
)

// Why a member takes no snapshot, or does not compact its log.
var (
	ErrNothingNew = errors.New("has applied nothing since its snapshot")
	ErrNoSnapshot = errors.New("has no snapshot on its disk that stands for entries")
	ErrCompacted  = errors.New("has a log that begins after its snapshot already")
)

func checkSnapshot(w *sim.World, n sim.Node) error {
	s, err := running(w, n)
	if err == nil && !s.CanSnapshot() {
		err = fmt.Errorf("%s %w", NameOf(w, n), ErrNothingNew)
	}
	return err
}

func checkCompact(w *sim.World, n sim.Node) error {
	s, err := running(w, n)
	switch {
	case err != nil || s.Compactable() > 0:
		return err
	case s.LastSnapshot().Index > 0 && s.Log().First() > s.LastSnapshot().Index:
		return fmt.Errorf("%s %w", NameOf(w, n), ErrCompacted)
	}
	return fmt.Errorf("%s %w; to make one: snapshot %d", NameOf(w, n), ErrNoSnapshot, n)
}

// running returns the server of a member that runs.
func running(w *sim.World, n sim.Node) (*raft.Server, error) {
	m := MemberAt(w, n)
	if m == nil || m.Raft() == nil || !w.Up(n) {
		return nil, refuse("act.is-down", "%s is down", NameOf(w, n))
	}
	if w.Paused(n) {
		return nil, refuse("act.is-paused", "%s is paused", NameOf(w, n))
	}
	return m.Raft(), nil
}
