package panel

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
)

func TestProtocolsAreComparedByBars(t *testing.T) {
	l, err := lab.New(lab.Config{Members: 3, Seed: 1})
	require.NoError(t, err)
	l.Advance(2 * sim.Second)
	require.False(t, HasClients(l))
	_, err = l.Run("A", "for i in 1 2 3 4; do curl -s http://127.0.0.1:2379/v2/keys/k -XPUT -d value=1; done; etcdctl put k 1")
	require.NoError(t, err)
	require.True(t, HasClients(l))

	bars := Clients(l, narrate.English).Sections[0]
	require.Equal(t, Sides, bars.Kind)
	require.Equal(t, "HTTP/1.1", bars.Columns[1].Label)
	require.Equal(t, []Cell{{Text: "Requests"}, {Text: "4", Share: 1}, {Text: "1", Share: 0.25}}, bars.Rows[0].Cells)
	require.Equal(t, []Cell{{Text: "Connections"}, {Text: "4", Share: 1}, {Text: "1", Share: 0.25}}, bars.Rows[1].Cells)
	for _, row := range bars.Rows {
		for _, c := range row.Cells[1:] {
			require.LessOrEqual(t, c.Share, float32(1))
			require.GreaterOrEqual(t, c.Share, float32(0))
		}
	}
}
