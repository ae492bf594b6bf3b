package api

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// tape is a Coder on a list of values; what is missing or of another type
// reads as zero.
type tape struct {
	out, in  []any
	decoding bool
}

func field[T any](t *tape, v *T) {
	if !t.decoding {
		t.out = append(t.out, *v)
		return
	}
	var zero T
	*v = zero
	if len(t.in) > 0 {
		*v, _ = t.in[0].(T)
		t.in = t.in[1:]
	}
}

func (t *tape) Uint64(v *uint64) { field(t, v) }
func (t *tape) Int64(v *int64)   { field(t, v) }
func (t *tape) Bool(v *bool)     { field(t, v) }
func (t *tape) String(v *string) { field(t, v) }
func (t *tape) Bytes(v *[]byte)  { field(t, v) }
func (t *tape) Decoding() bool   { return t.decoding }
func (t *tape) Len(n int) int {
	field(t, &n)
	return max(0, min(n, len(t.in)+len(t.out)))
}

func TestRequestsDecodeToWhatWasEncoded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		req := rapid.OneOf(
			rapid.SampledFrom([]Request{nil, Health{}, Version{}, V2Members{}, MemberList{}, Status{}, DeleteRange{Key: []byte("a"), PrevKV: true}}),
			rapid.Custom(func(t *rapid.T) Request { return drawPut(t) }),
			rapid.Custom(func(t *rapid.T) Request { return drawTxn(t, 2) }),
			rapid.Custom(func(t *rapid.T) Request {
				return V2Keys{
					Method: "PUT", Path: rapid.String().Draw(t, "path"), TTL: rapid.Ptr(rapid.Int64(), true).Draw(t, "ttl"),
					PrevExist: rapid.Ptr(rapid.Bool(), true).Draw(t, "exist"), Stream: true, WaitIndex: 7, Head: rapid.Bool().Draw(t, "head"),
				}
			}),
			rapid.Custom(func(t *rapid.T) Request {
				return Range{Key: some(t, "key"), SortOrder: SortDescend, SortTarget: SortByValue, MaxCreateRevision: rapid.Int64().Draw(t, "max")}
			}),
		).Draw(t, "request")
		w := &tape{}
		CodeRequest(w, &req)
		var back Request = Put{Key: []byte("what was there before does not show")}
		CodeRequest(&tape{in: w.out, decoding: true}, &back)
		require.Equal(t, req, back)
		cut := rapid.IntRange(0, len(w.out)).Draw(t, "cut")
		require.NotPanics(t, func() { CodeRequest(&tape{in: w.out[:cut:cut], decoding: true}, &back) })
	})
}
