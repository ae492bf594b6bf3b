package api

import (
	"encoding/binary"
	"errors"
)

// ErrProposal says that bytes of the log are not a proposal.
var ErrProposal = errors.New("decode proposal: the bytes are not a proposal")

// maxTxnDepth bounds nested transactions, so that no input can exhaust the
// stack; etcd bounds their operations, which bounds them before the log.
const maxTxnDepth = 16

// EncodeProposal appends p to buf and returns the result. The format is
// little: kind, ID in eight bytes, then the fields of the kind, integers as varints, bytes
// with their length before them, yes-and-no fields as bits of one flags
// number. A put's value comes last, so that it is one slice of the entry.
func EncodeProposal(buf []byte, p Proposal) []byte {
	buf = append(buf, byte(p.Kind))
	buf = binary.LittleEndian.AppendUint64(buf, p.ID)
	switch p.Kind {
	case ProposePut:
		return appendPut(buf, &p.Put)
	case ProposeDeleteRange:
		return appendDeleteRange(buf, &p.DeleteRange)
	case ProposeTxn:
		return appendTxn(buf, p.Txn)
	case ProposeV2:
		return appendV2Op(buf, p.V2)
	case ProposeConfChange:
		return appendConfChange(buf, p.ConfChange)
	case ProposeCompaction:
		return binary.AppendVarint(buf, p.Compaction.Revision)
	case ProposeLeaseGrant:
		return binary.AppendVarint(binary.AppendVarint(buf, p.Lease.ID), p.Lease.TTL)
	case ProposeLeaseRevoke:
		return binary.AppendVarint(buf, p.Lease.ID)
	case ProposeLeaseCheckpoint:
		buf = binary.AppendUvarint(buf, uint64(len(p.Checkpoints)))
		for _, c := range p.Checkpoints {
			buf = binary.AppendVarint(binary.AppendVarint(buf, c.ID), c.Left)
		}
		return buf
	case ProposeAlarm:
		buf = binary.AppendUvarint(append(buf, byte(p.Alarm.Action)), p.Alarm.MemberID)
		return binary.AppendVarint(buf, int64(p.Alarm.Kind))
	}
	panic("encode proposal: unknown kind")
}

// DecodeProposal reads what EncodeProposal wrote. The proposal's slices are
// parts of b, which must not change as long as they are used; strings are
// copies. A put allocates nothing. Any other input is ErrProposal.
func DecodeProposal(b []byte) (p Proposal, err error) {
	if err = p.Decode(b); err != nil {
		return Proposal{}, err
	}
	return p, nil
}

// Decode is DecodeProposal into a Proposal that is zero, which saves copies of
// it. After an error what is in it means nothing.
func (p *Proposal) Decode(b []byte) error {
	if len(b) == 0 {
		return ErrProposal
	}
	r := payloadReader{b: b, at: 1}
	p.Kind = ProposalKind(b[0])
	p.ID = r.uint64()
	switch p.Kind {
	case ProposePut:
		r.put(&p.Put)
		p.ValueAt = len(b) - len(p.Put.Value)
	case ProposeDeleteRange:
		p.DeleteRange = r.deleteRange()
	case ProposeTxn:
		p.Txn = r.txn(maxTxnDepth)
	case ProposeV2:
		p.V2 = r.v2Op()
	case ProposeConfChange:
		p.ConfChange = r.confChange()
	case ProposeCompaction:
		p.Compaction.Revision = r.varint()
	case ProposeLeaseGrant:
		p.Lease = LeaseGrant{ID: r.varint(), TTL: r.varint()}
	case ProposeLeaseRevoke:
		p.Lease.ID = r.varint()
	case ProposeLeaseCheckpoint:
		p.Checkpoints = make([]LeaseCheckpoint, r.count())
		for i := range p.Checkpoints {
			p.Checkpoints[i] = LeaseCheckpoint{ID: r.varint(), Left: r.varint()}
		}
	case ProposeAlarm:
		p.Alarm = Alarm{AlarmAction(r.uvarint()), r.uvarint(), AlarmKind(r.varint())}
		if !p.Alarm.Known() {
			r.fail()
		}
	default:
		return ErrProposal
	}
	if r.bad || r.at != len(b) {
		return ErrProposal
	}
	return nil
}

func appendBytes(buf, v []byte) []byte {
	return append(binary.AppendUvarint(buf, uint64(len(v))), v...)
}

func appendString(buf []byte, v string) []byte {
	return append(binary.AppendUvarint(buf, uint64(len(v))), v...)
}

func appendStrings(buf []byte, v []string) []byte {
	buf = binary.AppendUvarint(buf, uint64(len(v)))
	for _, s := range v {
		buf = appendString(buf, s)
	}
	return buf
}

// flags packs bits, the first argument lowest.
func flags(bits ...bool) uint64 {
	var f uint64
	for i, b := range bits {
		if b {
			f |= 1 << i
		}
	}
	return f
}

// payloadReader reads fields one after the other. After the first fault every
// read yields zero and bad stays set.
type payloadReader struct {
	b   []byte
	at  int
	bad bool
}

func (r *payloadReader) uint64() uint64 {
	if len(r.b)-r.at < 8 {
		r.fail()
		return 0
	}
	v := binary.LittleEndian.Uint64(r.b[r.at:])
	r.at += 8
	return v
}

func (r *payloadReader) uvarint() uint64 {
	if r.at < len(r.b) && r.b[r.at] < 0x80 {
		v := r.b[r.at]
		r.at++
		return uint64(v)
	}
	v, n := binary.Uvarint(r.b[r.at:])
	if n <= 0 {
		r.fail()
		return 0
	}
	r.at += n
	return v
}

func (r *payloadReader) varint() int64 {
	u := r.uvarint()
	return int64(u>>1) ^ -int64(u&1)
}

// bytes is capped, so that an append to the result cannot write into what
// follows it. No bytes at all are nil.
func (r *payloadReader) bytes() []byte {
	n := r.uvarint()
	if n > uint64(len(r.b)-r.at) {
		r.fail()
		return nil
	}
	if n == 0 {
		return nil
	}
	v := r.b[r.at : r.at+int(n) : r.at+int(n)]
	r.at += int(n)
	return v
}

func (r *payloadReader) string() string { return string(r.bytes()) }

func (r *payloadReader) strings() []string {
	n := r.count()
	if n == 0 {
		return nil
	}
	v := make([]string, n)
	for i := range v {
		v[i] = r.string()
	}
	return v
}

// count reads the length of a list. Each element takes a byte at least, so a
// count beyond the rest of the input is a fault and allocates nothing.
func (r *payloadReader) count() int {
	n := r.uvarint()
	if n > uint64(len(r.b)-r.at) {
		r.fail()
		return 0
	}
	return int(n)
}

// flags reads a number that has no bit beyond the first n.
func (r *payloadReader) flags(n int) uint64 {
	f := r.uvarint()
	if f>>n != 0 {
		r.fail()
	}
	return f
}

func (r *payloadReader) fail() {
	r.bad = true
	r.at = len(r.b)
}
