package v2store_test

import (
	"fmt"

	"raftarium/core/api"
	"raftarium/core/v2store"
)

func Example() {
	const now = 1_611_158_400e9
	s := v2store.New()
	e, _ := s.Set("/1/message", false, "hello world", v2store.TTL{Expires: now + 10e9}, now)
	fmt.Print(string(api.RenderV2WatchEvent(e)))

	before := s.Clone()
	s.DeleteExpired(now+10e9, now+10e9)
	_, err := s.Get("/1/message", false, now+10e9)
	fmt.Println(err, s.Index(), before.Index())
	// Output:
	// {"action":"set","node":{"key":"/message","value":"hello world","expiration":"2021-01-20T16:00:10Z","ttl":10,"modifiedIndex":1,"createdIndex":1}}
	// Key not found (/1/message) 2 1
}
