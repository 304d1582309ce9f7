// Checks checkpoints and proofs of a minute book with the packages of Go's checksum database, which know nothing of us:
// golang.org/x/mod/sumdb/note for signatures, golang.org/x/mod/sumdb/tlog for the tree.
//
//	go run main.go FOLDER VKEY
//
// FOLDER holds, as tests/interop/test_interop.py writes them: "checkpoint", the signed note over all entries; "entries", each
// entry behind its length in two bytes (as in a bundle of C2SP tlog-tiles); NAME.tlog-proof with NAME.entry; and
// NAME.grown, a proof of growth, with NAME.old, the earlier checkpoint.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type checkpoint struct {
	origin string
	tree   tlog.Tree
}

func main() {
	if len(os.Args) != 3 {
		fail(errors.New("usage: main FOLDER VKEY"))
	}
	verifier, err := note.NewVerifier(os.Args[2])
	fail(err)
	known := note.VerifierList(verifier)
	folder := os.Args[1]

	head := signed(read(filepath.Join(folder, "checkpoint")), known)
	fmt.Printf("note.Open: %s, %d entries\n", head.origin, head.tree.N)
	checkRoot(read(filepath.Join(folder, "entries")), head.tree)
	fmt.Printf("tlog.TreeHash: the root over %d entries is that of the checkpoint\n", head.tree.N)

	proofs, err := filepath.Glob(filepath.Join(folder, "*.tlog-proof"))
	fail(err)
	for _, path := range proofs {
		checkInclusion(read(path), read(strings.TrimSuffix(path, ".tlog-proof")+".entry"), known)
	}
	fmt.Printf("tlog.CheckRecord: %d proofs hold, and none holds for another entry\n", len(proofs))

	grown, err := filepath.Glob(filepath.Join(folder, "*.grown"))
	fail(err)
	for _, path := range grown {
		checkGrowth(read(path), read(strings.TrimSuffix(path, ".grown")+".old"), known)
	}
	fmt.Printf("tlog.CheckTree: %d proofs hold, and none holds for another root\n", len(grown))
}

// signed reads a checkpoint whose signature is that of a known key, and sees that no other text bears it.
func signed(data []byte, known note.Verifiers) checkpoint {
	opened, err := note.Open(data, known)
	fail(err)
	forged := append([]byte("x"), data...)
	if _, err := note.Open(forged, known); err == nil {
		fail(errors.New("note.Open takes a changed text"))
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		fail(fmt.Errorf("no checkpoint: %q", opened.Text))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	fail(err)
	root, err := tlog.ParseHash(lines[2])
	fail(err)
	return checkpoint{lines[0], tlog.Tree{N: size, Hash: root}}
}

// checkRoot grows the tree anew from the bytes of all entries.
func checkRoot(entries []byte, tree tlog.Tree) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for at, index := range indexes {
			found[at] = stored[index]
		}
		return found, nil
	})
	var size int64
	for len(entries) > 0 {
		length := int(binary.BigEndian.Uint16(entries))
		hashes, err := tlog.StoredHashes(size, entries[2:2+length], reader)
		fail(err)
		stored = append(stored, hashes...)
		entries = entries[2+length:]
		size++
	}
	root, err := tlog.TreeHash(size, reader)
	fail(err)
	if size != tree.N || root != tree.Hash {
		fail(fmt.Errorf("%d entries give %v, the checkpoint has %d and %v", size, root, tree.N, tree.Hash))
	}
}

func checkInclusion(data, entry []byte, known note.Verifiers) {
	lines, rest := parts(data)
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		fail(fmt.Errorf("no proof: %q", lines))
	}
	index, err := strconv.ParseInt(lines[1][len("index "):], 10, 64)
	fail(err)
	tree := signed(rest, known).tree
	path := tlog.RecordProof(hashes(lines[2:]))
	fail(tlog.CheckRecord(path, tree.N, tree.Hash, index, tlog.RecordHash(entry)))
	if tlog.CheckRecord(path, tree.N, tree.Hash, index, tlog.RecordHash(append(entry, ' '))) == nil {
		fail(errors.New("tlog.CheckRecord takes another entry"))
	}
}

func checkGrowth(data, old []byte, known note.Verifiers) {
	lines, rest := parts(data)
	earlier, later := signed(old, known), signed(rest, known)
	if lines[0] != fmt.Sprintf("old %d", earlier.tree.N) || earlier.origin != later.origin {
		fail(fmt.Errorf("a proof of something else: %q", lines))
	}
	path := tlog.TreeProof(hashes(lines[1:]))
	fail(tlog.CheckTree(path, later.tree.N, later.tree.Hash, earlier.tree.N, earlier.tree.Hash))
	earlier.tree.Hash[0] ^= 1
	if tlog.CheckTree(path, later.tree.N, later.tree.Hash, earlier.tree.N, earlier.tree.Hash) == nil {
		fail(errors.New("tlog.CheckTree takes another root"))
	}
}

// parts gives the lines before the first empty one, and what stands after it.
func parts(data []byte) ([]string, []byte) {
	at := bytes.Index(data, []byte("\n\n"))
	if at < 0 {
		fail(errors.New("a proof without an empty line"))
	}
	return strings.Split(string(data[:at]), "\n"), data[at+2:]
}

func hashes(lines []string) []tlog.Hash {
	found := make([]tlog.Hash, len(lines))
	for at, line := range lines {
		raw, err := base64.StdEncoding.DecodeString(line)
		fail(err)
		if copy(found[at][:], raw) != tlog.HashSize || len(raw) != tlog.HashSize {
			fail(fmt.Errorf("no hash: %q", line))
		}
	}
	return found
}

func read(path string) []byte {
	content, err := os.ReadFile(path)
	fail(err)
	return content
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
