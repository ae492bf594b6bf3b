package window

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheCostOfClientsIsSeenAsBars(t *testing.T) {
	p := sit(t, 1440, 900)
	_, err := p.lab.Run("A", "for i in 1 2 3 4; do curl -s http://127.0.0.1:2379/v2/keys/k -XPUT -d value=1 > x; done; etcdctl put k 1")
	require.NoError(t, err)
	p.wait(0)
	p.click("Clients")
	p.sees("HTTP/1.1")
	p.sees("gRPC")
	var bars []float32
	for _, it := range p.w.sheet.items {
		if it.kind == fillItem && it.box.h == sideHeight {
			bars = append(bars, it.box.w)
		}
	}
	require.NotEmpty(t, bars)
	require.InDelta(t, bars[0]/4, bars[1], 0.1, "one request of gRPC beside four of HTTP")
}
