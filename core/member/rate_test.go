package member

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/wire"
)

func TestARateIsThatOfTheLast200WithinASecond(t *testing.T) {
	var r rate
	at := second
	appends, bytes := r.rates(at)
	require.Zero(t, appends+bytes, "nothing has gone by")
	r.add(at, 100)
	appends, _ = r.rates(at)
	require.Zero(t, appends, "a single one has no rate")
	for range 999 {
		at += second / 100
		r.add(at, 50)
	}
	appends, bytes = r.rates(at)
	require.InDelta(t, 200/1.99, appends, 1e-9, "as etcd counts: both ends, over what lies between")
	require.InDelta(t, 200*50/1.99, bytes, 1e-9)

	kept := r.clone()
	r.add(at, 1_000_000)
	again := kept.clone()
	again.add(at, 7)
	_, still := kept.rates(at)
	require.InDelta(t, 200*50/1.99, still, 1e-9, "a clone goes on independently")

	c := wire.NewEncoder(nil)
	kept.code(c)
	var decoded rate
	d := wire.NewDecoder(c.Encoded())
	decoded.code(d)
	require.NoError(t, d.Err())
	decodedAppends, decodedBytes := decoded.rates(at)
	require.Equal(t, [2]float64{appends, bytes}, [2]float64{decodedAppends, decodedBytes})

	appends, _ = r.rates(at + second + 1)
	require.Zero(t, appends)
	r.add(at+2*second, 1)
	appends, _ = r.rates(at + 2*second)
	require.Zero(t, appends, "what was before is forgotten")
}
