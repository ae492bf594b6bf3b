package mvcc

import (
	"encoding/binary"
	"hash/crc32"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Checksum is what etcd 3.4 answers to Maintenance.HashKV for a store with this
// history: the CRC of its key bucket, revisions and mvccpb.KeyValues as they
// stand in bbolt, up to main revision rev (0: now). Of what the last compaction
// has kept, etcd leaves out what was superseded by rev (mvcc/kvstore.go,
// hashByRev). It fails with
// ErrCompacted for what is not above the last compaction, or with ErrFutureRev,
// and costs O(records).
func (s *Store) Checksum(rev int64) (uint32, error) {
	s.mustRest("checksum")
	switch {
	case rev > s.rev:
		return 0, ErrFutureRev
	case rev > 0 && rev <= s.compacted:
		return 0, ErrCompacted
	case rev <= 0:
		rev = s.rev
	}
	// Without a key left at rev, etcd takes it that nothing was compacted.
	kept := s.compacted
	s.index.Ascend(func(it item) bool {
		if !s.records.at(s.records.newest(it.head, rev)).tombstone() {
			kept = rev
		}
		return kept != rev
	})
	sum := crc32.Update(0, castagnoli, []byte("key"))
	var buf []byte
	for i := s.records.next(0); i < s.records.n; i = s.records.next(i) {
		r := s.records.at(i)
		if r.main > rev {
			break
		}
		if r.main <= s.compacted {
			it, _ := s.index.Get(itemOf(s.arena.Text(r.key)))
			if r.tombstone() || s.records.newest(it.head, kept) != i {
				continue
			}
		}
		buf = s.appendRecord(buf[:0], r)
		sum = crc32.Update(sum, castagnoli, buf)
	}
	return sum, nil
}

// appendRecord appends a record's key and value as etcd stores them.
func (s *Store) appendRecord(b []byte, r *record) []byte {
	b = binary.BigEndian.AppendUint64(b, uint64(r.main))
	b = append(b, '_')
	b = binary.BigEndian.AppendUint64(b, uint64(r.sub))
	if r.tombstone() {
		b = append(b, 't')
	}
	bytes := func(field byte, v Value) {
		if v.Len() > 0 {
			b = append(b, field<<3|2)
			b = binary.AppendUvarint(b, uint64(v.Len()))
			b = append(b, s.arena.Bytes(v)...)
		}
	}
	number := func(field byte, v int64) {
		if v != 0 {
			b = append(b, field<<3)
			b = binary.AppendUvarint(b, uint64(v))
		}
	}
	bytes(1, r.key)
	if r.tombstone() {
		return b
	}
	number(2, r.create)
	number(3, r.main)
	number(4, int64(r.version))
	bytes(5, r.value)
	number(6, r.lease)
	return b
}
