/** Our replica of the catalogue, read from the disk into a map and nothing else done with it. */
import {openReplica} from '../../../till/replica/open-replica.ts';
import {serveSide} from '../side.ts';
import {watchCost} from './cost.ts';

const calls = {
	async readGoods({dataDir, till}: {readonly dataDir: string; readonly till: string}) {
		const watch = watchCost();
		const replica = await openReplica({dataDir, till});
		const goods = new Map<string, object>();
		for await (const page of replica.catalogue.pages()) {
			for (const document of page) if (document._id.startsWith('product:')) goods.set(document._id, document);
		}
		const cost = watch.end();
		await replica.close();
		return {...cost, goodsCount: goods.size};
	},
};

export type ReaderSide = typeof calls;

serveSide(calls);
