package mvcc

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBlobsWithTheSameHashAreToldApart(t *testing.T) {
	a := NewArena()
	h := hashBytes([]byte("mine"))
	a.known.add(h, a.store([]byte("other")))
	a.known.add(h, a.store([]byte("four")))
	v := a.AddString("mine")
	require.Equal(t, "mine", a.Text(v))
	require.Equal(t, v, a.AddString("mine"))
}
