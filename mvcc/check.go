package mvcc

import (
	"errors"
	"fmt"
)

// Check walks the whole store and returns an error that names the first
// invariant that does not hold. It costs O(changes + keys).
func (s *Store) Check() error {
	if s.rev < 1 || s.compacted < -1 || s.compacted > s.rev {
		return fmt.Errorf("mvcc: revision %d with compacted revision %d", s.rev, s.compacted)
	}
	if none != (record{}) {
		return errors.New("mvcc: the sentinel record was written to")
	}
	heads := make(map[string]uint32)
	last, count := &none, 0
	for i := s.records.next(0); i < s.records.n; i = s.records.next(i) {
		r := s.records.at(i)
		if err := s.checkRecord(i, r, last, heads); err != nil {
			return fmt.Errorf("mvcc: record %d, %v: %w", i, r.rev(), err)
		}
		last = r
		count++
	}
	if count != s.records.count {
		return fmt.Errorf("mvcc: %d records, counted as %d", count, s.records.count)
	}
	if !s.writing && s.rev > 1 && last.main != s.rev {
		return fmt.Errorf("mvcc: revision %d, but the last change is at %d", s.rev, last.main)
	}
	return s.checkIndex(heads)
}

func (s *Store) checkRecord(i uint32, r, last *record, heads map[string]uint32) error {
	key := s.arena.Text(r.key)
	prev := heads[key]
	heads[key] = i
	switch p := s.records.at(r.prev); {
	case prev != 0 && r.prev != prev || prev == 0 && p != &none:
		return fmt.Errorf("previous record of %q is %d, not %d", key, prev, r.prev)
	case p != &none && r.depth != p.depth+1:
		return fmt.Errorf("depth %d follows depth %d", r.depth, p.depth)
	case r.rev().Compare(last.rev()) <= 0:
		return fmt.Errorf("does not follow %v", last.rev())
	case r.main < 2:
		return errors.New("before the first possible change")
	}
	if j := s.records.at(r.jump); r.jump > r.prev || j != &none && j.key != r.key {
		return fmt.Errorf("jumps to %d, past its previous record %d or to another key", r.jump, r.prev)
	}
	if err := s.checkSequence(r, last); err != nil {
		return err
	}
	return s.checkGeneration(r)
}

// checkSequence: from the compacted revision on nothing may be missing.
func (s *Store) checkSequence(r, last *record) error {
	if r.main < s.compacted {
		return nil
	}
	main, sub := last.main, last.sub+1
	if r.main != last.main {
		main, sub = max(last.main+1, s.compacted, 2), 0
	}
	if r.main != main || r.sub != sub {
		return fmt.Errorf("the next change after %v should be %d/%d", last.rev(), main, sub)
	}
	return nil
}

// checkGeneration: a record continues its key's generation, starts one or ends
// one; at and below the compacted revision the earlier records are gone.
func (s *Store) checkGeneration(r *record) error {
	p := s.records.at(r.prev)
	cut := p == &none && r.main <= s.compacted // what was before is unknown
	switch {
	case r.main < s.compacted && r.tombstone():
		return errors.New("a tombstone survived the compaction")
	case p != &none && p.main < s.compacted && r.main <= s.compacted:
		return fmt.Errorf("superseded record %d survived the compaction", r.prev)
	case r.tombstone() && (r.value != 0 || r.create != 0 || r.lease != 0):
		return errors.New("a tombstone has contents")
	case r.tombstone() && !cut && p.tombstone():
		return errors.New("a deleted key is deleted again")
	case r.tombstone():
		return nil
	case cut && (r.create < 2 || r.create > r.main):
		return fmt.Errorf("created at %d", r.create)
	case !cut && p.tombstone() && (r.create != r.main || r.version != 1):
		return fmt.Errorf("a new generation starts with version %d created at %d", r.version, r.create)
	case !cut && !p.tombstone() && (r.create != p.create || r.version != p.version+1):
		return fmt.Errorf("version %d created at %d follows version %d created at %d", r.version, r.create, p.version, p.create)
	}
	return nil
}

func (s *Store) checkIndex(heads map[string]uint32) error {
	var err error
	var before *item
	live, leased := 0, 0
	s.index.Ascend(func(it item) bool {
		switch head, ok := heads[it.key]; {
		case !ok || head != it.head:
			err = fmt.Errorf("mvcc: the index leads %q to record %d, its newest is %d", it.key, it.head, head)
		case it.prefix != prefixOf(it.key):
			err = fmt.Errorf("mvcc: the index has a wrong prefix for %q", it.key)
		case before != nil && it.key <= before.key:
			err = fmt.Errorf("mvcc: the index has %q after %q", it.key, before.key)
		}
		before = &it
		if !s.records.at(it.head).tombstone() {
			live++
		}
		if lease := s.records.at(it.head).lease; lease != 0 {
			leased++
			if s.leased == nil || !s.leased.Has(attachment{lease, it.key}) {
				err = fmt.Errorf("mvcc: %q is not attached to its lease %x", it.key, lease)
			}
		}
		return err == nil
	})
	switch {
	case err != nil:
		return err
	case s.index.Len() != len(heads):
		return fmt.Errorf("mvcc: the index has %d keys, the records %d", s.index.Len(), len(heads))
	case s.leased != nil && leased != s.leased.Len():
		return fmt.Errorf("mvcc: %d keys are attached to leases, %d are under one", s.leased.Len(), leased)
	case live != s.live:
		return fmt.Errorf("mvcc: %d keys exist, counted as %d", live, s.live)
	}
	return nil
}
