import usual from './ava.config.js';

/** What `npm test` runs: the tests as `scripts/test.ts` has built them. */
export default {
	...usual,
	files: ['dist/tests/**/*.test.js'],
	extensions: ['js'],
	nodeArguments: ['--enable-source-maps'],
};
