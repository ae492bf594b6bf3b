package panel

import (
	"strconv"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// cost is what exchanges have cost, and how many connections are open.
type cost struct {
	shell.Account
	open int
}

func (c *cost) add(a shell.Account, open int) {
	c.Connections += a.Connections
	c.Requests += a.Requests
	c.Sent += a.Sent
	c.Received += a.Received
	c.open += open
}

// HasClients reports whether a client has asked a member anything.
func HasClients(l *lab.Lab) bool {
	for range accounts(l.World()) {
		return true
	}
	return false
}

// accounts are the accounts of all terminals.
func accounts(w *sim.World) func(yield func(*shell.Terminal, shell.Account) bool) {
	return func(yield func(*shell.Terminal, shell.Account) bool) {
		for _, actor := range w.Clients {
			t, ok := actor.(*shell.Terminal)
			if !ok {
				continue
			}
			for _, a := range t.Accounts() {
				if !yield(t, a) {
					return
				}
			}
		}
	}
}

// Clients is the panel of what clients' exchanges with members have cost: v2's
// protocol beside v3's, and then who asked whom.
func Clients(l *lab.Lab, lang narrate.Lang) Panel {
	x := maker{l, l.World(), lang}
	return Panel{ID: "clients", Title: x.text("panel.tab-clients"), Subtitle: x.text("panel.clients-about"), Actions: []Action{},
		Sections: []Section{x.protocols(), x.accounts()}}
}

// protocols compares HTTP/1.1, with a connection for each of v2's requests, with
// gRPC.
func (x maker) protocols() Section {
	var sums [2]cost
	for t, a := range accounts(x.w) {
		i := 0
		if a.GRPC {
			i = 1
		}
		sums[i].add(a, t.Connected(a.Server, a.GRPC))
	}
	s := Section{Title: x.text("panel.protocols"), Kind: Sides,
		Columns: []Column{x.column("panel.what", "left"), {Label: "HTTP/1.1", Align: "right"}, {Label: "gRPC", Align: "right"}}}
	row := func(id string, of func(*cost) uint64, told func(uint64) string) {
		row := Row{Cells: []Cell{{Text: x.text(id)}}}
		longest := max(of(&sums[0]), of(&sums[1]), 1)
		for i := range sums {
			c := Cell{Text: told(of(&sums[i])), Share: float32(of(&sums[i])) / float32(longest)}
			if sums[i].Requests == 0 {
				c.Text = "–"
			}
			row.Cells = append(row.Cells, c)
		}
		s.Rows = append(s.Rows, row)
	}
	count := func(n uint64) string { return grouped(int64(n)) }
	row("panel.requests", func(c *cost) uint64 { return c.Requests }, count)
	row("panel.connections", func(c *cost) uint64 { return c.Connections }, count)
	row("panel.open", func(c *cost) uint64 { return uint64(c.open) }, count)
	row("panel.bytes-sent", func(c *cost) uint64 { return c.Sent }, size)
	row("panel.bytes-received", func(c *cost) uint64 { return c.Received }, size)
	row("panel.each", func(c *cost) uint64 { return (c.Sent + c.Received) / max(c.Requests, 1) }, size)
	return s
}

// accounts lists who asked whom.
func (x maker) accounts() Section {
	s := Section{Title: x.text("panel.accounts"), Kind: Table, Columns: []Column{x.column("panel.client", "left"), x.column("panel.member", "left"),
		x.column("panel.requests", "right"), x.column("panel.connections", "right"), x.column("panel.bytes-total", "right")}}
	for t, a := range accounts(x.w) {
		protocol := "HTTP"
		if a.GRPC {
			protocol = "gRPC"
		}
		s.Rows = append(s.Rows, Row{Cells: []Cell{{Text: t.Name() + " · " + protocol}, {Text: lab.NameOf(x.w, a.Server)},
			{Text: grouped(int64(a.Requests))}, {Text: grouped(int64(a.Connections))}, {Text: size(a.Sent + a.Received)}}})
	}
	return s
}

// size is a number of bytes: "812 B", "43.1 kB".
func size(n uint64) string {
	switch {
	case n < 1000:
		return strconv.FormatUint(n, 10) + " B"
	case n < 1_000_000:
		return strconv.FormatFloat(float64(n)/1000, 'f', 1, 64) + " kB"
	}
	return strconv.FormatFloat(float64(n)/1_000_000, 'f', 1, 64) + " MB"
}
