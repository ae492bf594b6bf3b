package api

import (
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestSHA1OfTheStandardsExamples(t *testing.T) {
	for message, want := range map[string]string{
		"":    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
		"abc": "a9993e364706816aba3e25717850c26c9cd0d89d",
		"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq": "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
	} {
		sum := sha1Sum([]byte(message))
		require.Equal(t, want, hex.EncodeToString(sum[:]))
	}
}

func TestSHA1IsTheStandardLibrarys(t *testing.T) {
	for size := range 200 {
		message := bytes.Repeat([]byte{0x5a}, size)
		require.Equal(t, sha1.Sum(message), sha1Sum(message), "%d bytes", size)
	}
	rapid.Check(t, func(t *rapid.T) {
		message := rapid.SliceOf(rapid.Byte()).Draw(t, "message")
		if sha1Sum(message) != sha1.Sum(message) {
			t.Fatalf("%x", message)
		}
	})
}
