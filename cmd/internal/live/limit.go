package live

import (
	"fmt"
	"net"
	"sync"
	"time"
)

// limitedListener lets at most so many connections be open at once. Those that
// come when there are as many are told so and closed.
type limitedListener struct {
	net.Listener
	free chan struct{}
}

// LimitConnections bounds the connections to a page's address.
func LimitConnections(l net.Listener) net.Listener { return limit(l, connsMax) }

func limit(l net.Listener, most int) net.Listener {
	return &limitedListener{l, make(chan struct{}, most)}
}

// limitedConn frees its place when it is closed.
type limitedConn struct {
	net.Conn
	once sync.Once
	free chan struct{}
}

func (l *limitedListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		select {
		case l.free <- struct{}{}:
			return &limitedConn{Conn: c, free: l.free}, nil
		default:
			turnAway(c, cap(l.free))
		}
	}
}

// turnAway says why a connection is closed. It is a small text, which the system
// takes at once.
func turnAway(c net.Conn, most int) {
	body := fmt.Sprintf("raftarium: %d connections to this port are open already, and no more can be: close some of them\n", most)
	c.SetDeadline(time.Now().Add(time.Second))
	fmt.Fprintf(c, "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	c.Close()
}

func (c *limitedConn) Close() error {
	c.once.Do(func() { <-c.free })
	return c.Conn.Close()
}
