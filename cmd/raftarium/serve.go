package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"raftarium/cmd/internal/static"
)

// serve answers the page's files over HTTP until it is interrupted.
func serve(ctx context.Context, std streams, args []string) int {
	flags := flag.NewFlagSet("raftarium serve", flag.ContinueOnError)
	addr := flags.String("addr", "localhost:8080", "listen on `HOST:PORT`; without a host others can connect too")
	dir := flags.String("dir", "", "folder of the built page (default: the folder \"page\" beside this binary)")
	open := flags.Bool("open", false, "open the page in a browser, where there is one")
	if code, ok := parse(flags, std, args); !ok {
		return code
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(std.err, "raftarium serve: %q is not a flag: serve takes flags only\n", flags.Arg(0))
		return exitUsage
	}
	if err := servePage(ctx, std, *addr, *dir, *open); err != nil {
		fmt.Fprintf(std.err, "raftarium serve: %v\n", err)
		return exitFailed
	}
	return exitDone
}

func servePage(ctx context.Context, std streams, addr, dir string, open bool) error {
	if dir == "" {
		binary, err := os.Executable()
		if err != nil {
			return fmt.Errorf("finding the page beside this binary: %w: name its folder with --dir", err)
		}
		dir = filepath.Join(filepath.Dir(binary), "page")
	}
	if _, err := os.Stat(filepath.Join(dir, "index.html")); err != nil {
		return fmt.Errorf("there is no page in %s (no index.html): build it with \"make build\", or name its folder with --dir", dir)
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return listenError(addr, err)
	}
	url := pageURL(listener.Addr())
	fmt.Fprintf(std.out, "Raftarium is at %s (ctrl-c ends it)\n", url)
	if open {
		if err := openBrowser(url); err != nil {
			fmt.Fprintf(std.out, "Open that address in a browser: %v.\n", err)
		}
	}
	server := &http.Server{Handler: static.New(os.DirFS(dir)), ReadHeaderTimeout: 10 * time.Second}
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(listener) }()
	select {
	case err := <-stopped:
		return err
	case <-ctx.Done():
		return server.Close()
	}
}

// listenError says what to do when addr cannot be had.
func listenError(addr string, err error) error {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("%s is in use by another program: end that one, or take another port: make run PORT=8081, or raftarium serve --addr localhost:8081", addr)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("%s needs rights that this user lacks: take a port from 1024 up: make run PORT=8081, or raftarium serve --addr localhost:8081", addr)
	}
	return fmt.Errorf("listening on %s: %w", addr, err)
}

// pageURL is the address to type on this machine.
func pageURL(listening net.Addr) string {
	host, port, err := net.SplitHostPort(listening.String())
	if err != nil {
		return "http://" + listening.String()
	}
	if ip := net.ParseIP(host); ip.IsLoopback() || ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}
