export default {
	files: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
	extensions: {ts: 'module', tsx: 'module'},
	nodeArguments: ['--import=tsx'],
	// tsx's loader does not reach worker threads on Node 20.
	workerThreads: false,
	timeout: '120s',
};
