package api

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// some is rapid's slice of bytes, with nil for none as decoding has it.
func some(t *rapid.T, label string) []byte {
	b := rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, label)
	if len(b) == 0 {
		return nil
	}
	return b
}

func drawPut(t *rapid.T) Put {
	return Put{
		Key: some(t, "key"), Value: some(t, "value"), Lease: rapid.Int64().Draw(t, "lease"),
		PrevKV: rapid.Bool().Draw(t, "prev"), IgnoreValue: rapid.Bool().Draw(t, "iv"), IgnoreLease: rapid.Bool().Draw(t, "il"),
	}
}

func drawDeleteRange(t *rapid.T) DeleteRange {
	return DeleteRange{Key: some(t, "key"), RangeEnd: some(t, "end"), PrevKV: rapid.Bool().Draw(t, "prev")}
}

func drawTxn(t *rapid.T, depth int) Txn {
	var x Txn
	for range rapid.IntRange(0, 3).Draw(t, "compares") {
		x.Compare = append(x.Compare, Compare{
			Result: CompareResult(rapid.Int32Range(0, 3).Draw(t, "result")),
			Target: CompareTarget(rapid.Int32Range(0, 4).Draw(t, "target")),
			Key:    some(t, "key"), RangeEnd: some(t, "end"), Number: rapid.Int64().Draw(t, "number"), Value: some(t, "value"),
		})
	}
	ops := func() (list []Request) {
		for range rapid.IntRange(0, 3).Draw(t, "ops") {
			switch rapid.IntRange(0, 3).Draw(t, "op") {
			case 0:
				list = append(list, drawPut(t))
			case 1:
				list = append(list, drawDeleteRange(t))
			case 2:
				list = append(list, Range{Key: some(t, "key"), Limit: rapid.Int64().Draw(t, "limit"), CountOnly: rapid.Bool().Draw(t, "count")})
			case 3:
				if depth > 0 {
					list = append(list, drawTxn(t, depth-1))
				}
			}
		}
		return list
	}
	x.Success, x.Failure = ops(), ops()
	return x
}

func drawProposal(t *rapid.T) Proposal {
	p := Proposal{ID: rapid.Uint64().Draw(t, "id"), Kind: ProposalKind(rapid.IntRange(1, 5).Draw(t, "kind"))}
	text := rapid.StringN(0, 20, 40)
	switch p.Kind {
	case ProposePut:
		p.Put = drawPut(t)
	case ProposeDeleteRange:
		p.DeleteRange = drawDeleteRange(t)
	case ProposeTxn:
		x := drawTxn(t, 2)
		p.Txn = &x
	case ProposeV2:
		p.V2 = &V2Op{
			Method: V2Method(rapid.IntRange(1, 5).Draw(t, "method")), Path: text.Draw(t, "path"), Value: text.Draw(t, "value"),
			Dir: rapid.Bool().Draw(t, "dir"), Expiration: rapid.Int64().Draw(t, "expiration"), PrevValue: text.Draw(t, "prevValue"),
			PrevExist: rapid.Ptr(rapid.Bool(), true).Draw(t, "exist"), PrevIndex: rapid.Uint64().Draw(t, "index"),
			Recursive: rapid.Bool().Draw(t, "rec"), Sorted: rapid.Bool().Draw(t, "sorted"), Refresh: rapid.Bool().Draw(t, "refresh"),
			Time: rapid.Int64().Draw(t, "time"),
		}
	case ProposeConfChange:
		p.ConfChange = &ConfChange{
			Kind: ConfChangeKind(rapid.IntRange(1, 4).Draw(t, "change")),
			Member: Member{
				ID: rapid.Uint64().Draw(t, "member"), Name: text.Draw(t, "name"), IsLearner: rapid.Bool().Draw(t, "learner"),
				PeerURLs: []string{text.Draw(t, "peer")}, ClientURLs: []string{text.Draw(t, "client"), ""},
			},
		}
	}
	return p
}

func TestProposalDecodesToWhatWasEncoded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProposal(t)
		b := EncodeProposal(nil, p)
		got, err := DecodeProposal(b)
		require.NoError(t, err)
		if p.Kind == ProposePut {
			require.Equal(t, string(p.Put.Value), string(b[got.ValueAt:]), "ValueAt names the value within the entry")
			p.ValueAt = got.ValueAt
		}
		require.Equal(t, p, got)
	})
}

func TestProposalRefusesEveryPrefixAndEverySuffix(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := EncodeProposal(nil, drawProposal(t))
		for n := range b {
			_, err := DecodeProposal(b[:n])
			require.ErrorIs(t, err, ErrProposal, "the first %d bytes", n)
		}
		_, err := DecodeProposal(append(b, 0))
		require.ErrorIs(t, err, ErrProposal)
	})
}

func TestDecodingAPutSharesTheEntryAndAllocatesNothing(t *testing.T) {
	b := EncodeProposal(nil, Proposal{ID: 1 << 60, Kind: ProposePut, Put: Put{Key: []byte("key"), Value: []byte("value")}})
	p, err := DecodeProposal(b)
	require.NoError(t, err)
	require.Same(t, &b[p.ValueAt], &p.Put.Value[0])
	require.Equal(t, len(p.Put.Key), cap(p.Put.Key), "an append to the key must not write over the entry")
	require.Zero(t, testing.AllocsPerRun(100, func() { _, _ = DecodeProposal(b) }))
}

func FuzzDecodeProposal(f *testing.F) {
	yes := true
	for _, p := range []Proposal{
		{ID: 7, Kind: ProposePut, Put: Put{Key: []byte("k"), Value: []byte("v"), Lease: -3}},
		{ID: 7, Kind: ProposeDeleteRange, DeleteRange: DeleteRange{Key: []byte("k"), RangeEnd: []byte{0}}},
		{ID: 7, Kind: ProposeTxn, Txn: &Txn{Compare: []Compare{{Key: []byte("k")}}, Success: []Request{Put{}, Range{}, Txn{}}}},
		{ID: 7, Kind: ProposeAlarm, Alarm: Alarm{AlarmActivate, 5, AlarmNoSpace}},
		{ID: 7, Kind: ProposeV2, V2: &V2Op{Method: V2Put, Path: "/1/a", PrevExist: &yes}},
		{ID: 7, Kind: ProposeConfChange, ConfChange: &ConfChange{Kind: ConfAddMember, Member: Member{ID: 1, PeerURLs: []string{"u"}}}},
		{ID: 7, Kind: ProposeConfChange, ConfChange: &ConfChange{Kind: ConfSeveral, Several: []ConfChange{
			{Kind: ConfAddMember, Member: Member{ID: 1, PeerURLs: []string{"u"}}}, {Kind: ConfRemoveMember, Member: Member{ID: 2}}}}},
	} {
		f.Add(EncodeProposal(nil, p))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := DecodeProposal(b)
		if err != nil {
			return
		}
		again, err := DecodeProposal(EncodeProposal(nil, p))
		require.NoError(t, err, "what was accepted can be encoded")
		p.ValueAt, again.ValueAt = 0, 0
		require.Equal(t, p, again)
	})
}

func BenchmarkDecodePut(b *testing.B) {
	entry := EncodeProposal(nil, Proposal{ID: 1 << 60, Kind: ProposePut, Put: Put{Key: []byte("bench/00000001"), Value: make([]byte, 8<<10)}})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := DecodeProposal(entry); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncodePut(b *testing.B) {
	p := Proposal{ID: 1 << 60, Kind: ProposePut, Put: Put{Key: []byte("bench/00000001"), Value: make([]byte, 64)}}
	buf := make([]byte, 0, 256)
	b.ReportAllocs()
	for b.Loop() {
		buf = EncodeProposal(buf[:0], p)
	}
}
