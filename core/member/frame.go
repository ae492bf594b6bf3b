package member

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"

	"raftarium/core/raft"
	"raftarium/core/wire"
	"raftarium/mvcc"
)

// A record lies on the disk as a frame: the length of its body, the checksum of
// that length, the checksum of the body, four bytes each, and the body. The
// length has a checksum of its own because a reader has to trust it: a frame
// that breaks off was never finished, and one that is whole and wrong was
// (etcd's wal/decoder.go tells the two apart by sectors of zeros).
const frameHeader = 12

// castagnoli is the polynomial of etcd's write-ahead log (pkg/crc).
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errTorn says that a frame breaks off before its end.
var errTorn = errors.New("the record breaks off")

// checksumError says that a frame does not hold what was written.
type checksumError struct{ stored, computed uint32 }

func (e checksumError) Error() string {
	return fmt.Sprintf("the checksum %08x does not fit %08x", e.stored, e.computed)
}

// frame returns the bytes of a record with the given entries.
func (r *record) frame(entries []raft.Entry, arena *mvcc.Arena) []byte {
	c := wire.NewEncoder(make([]byte, frameHeader))
	r.code(c)
	wire.List(c, &entries, func(e *raft.Entry) { codeStoredEntry(c, e, arena) })
	frame := c.Encoded()
	body := frame[frameHeader:]
	binary.LittleEndian.PutUint32(frame, uint32(len(body)))
	binary.LittleEndian.PutUint32(frame[4:], crc32.Checksum(frame[:4], castagnoli))
	binary.LittleEndian.PutUint32(frame[8:], crc32.Checksum(body, castagnoli))
	return frame
}

// readFrame returns the body of a frame, errTorn or a checksumError.
func readFrame(frame []byte) ([]byte, error) {
	if len(frame) < frameHeader {
		return nil, errTorn
	}
	if err := compare(frame[4:], frame[:4]); err != nil {
		return nil, err
	}
	body := frame[frameHeader:]
	length := binary.LittleEndian.Uint32(frame)
	if uint64(len(body)) < uint64(length) {
		return nil, errTorn
	}
	return body[:length], compare(frame[8:], body[:length])
}

// compare holds a stored checksum against what it was made of.
func compare(stored, content []byte) error {
	want, got := binary.LittleEndian.Uint32(stored), crc32.Checksum(content, castagnoli)
	if want != got {
		return checksumError{stored: want, computed: got}
	}
	return nil
}

func (r *record) code(c *wire.Coder) {
	c.Uint64((*uint64)(&r.term))
	c.Uint64((*uint64)(&r.vote))
	c.Uint64((*uint64)(&r.commit))
	c.Uint64((*uint64)(&r.from))
	c.Uint64((*uint64)(&r.compact))
	c.Uint64((*uint64)(&r.snapshot))
	wire.Number(c, &r.count)
}

func codeStoredEntry(c *wire.Coder, e *raft.Entry, arena *mvcc.Arena) {
	c.Uint64((*uint64)(&e.Term))
	wire.Number(c, &e.Kind)
	wire.Number(c, &e.Size)
	if e.Size > 0 {
		payloads{c, arena}.Payload(&e.Payload)
	}
}
