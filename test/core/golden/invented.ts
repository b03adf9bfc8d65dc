import type { Edition, Entry, Link } from '../../../src/core/list/edition.ts';

const paper = (id: string): Link => ({ label: 'Paper', url: `https://arxiv.org/abs/${id}` });
const code = (path: string): Link => ({ label: 'Code', url: `https://github.com/${path}` });
const post: Link = { label: 'Tweet', url: 'https://x.com/someone/status/2064000000000000001' };

const entry = (rank: number, title: string, summary: string, ...links: readonly Link[]): Entry => ({
  rank,
  title,
  summary,
  links,
  line: rank + 4,
});

/** A week that never was, with a summary in the manner of each year and one of each trap. */
export const inventedWeek: Edition = {
  week: '2026-04-27/2026-05-03',
  heading: 'Top Robotics Papers of the Week (April 27 - May 3) - 2026',
  file: 'content/2026.md',
  line: 1,
  entries: [
    entry(1, 'Tidepool: Learning to Wade from Video Alone', 'Tidepool teaches four-legged robots to walk through surf from nothing but beach videos. The policy is trained in two stages, first on 400 hours of footage and then in a simulator whose waves are drawn from the same footage, and it reaches dry land in 94% of trials. ● Why it matters: Water has been where legged robots stop.', paper('2604.00001'), code('tidepool/wade'), post),
    entry(2, 'Grasping at Straws', 'a gripper for drinking straws; learns from 30 demonstrations; fails on paper straws, but not on metal ones', paper('2604.00002')),
    entry(3, 'NapNet', 'OpenNap presents NapNet, a scheduler that decides when a fleet of warehouse robots should charge. Key findings: ● Fewer stops – Robots charge 31% less often, since NapNet waits for the queue at the dock to clear. ● Less wear – Batteries keep 90% of their capacity after two years, against 78% for a timer. ● Nothing to tune – The same weights run in nine warehouses.', paper('2604.00003'), { label: 'Project', url: 'https://napnet.example.com/' }),
    entry(4, 'A Very Long Title about the Many Ways in which Robots That Sort Recycling Can Be Taught to Recognise Glass, Tin, Paper, and Everything Else That People Put in Bins', 'Sorts waste at 120 picks a minute with a camera, a suction cup, and a language model that reads labels.', paper('2604.00004')),
    entry(5, 'Follow the Agent', 'describes how robots read AGENTS.md before they enter a workshop; thanks @shopfloor for its #safety rules.In two of three workshops the file was wrong.', paper('2604.00005')),
    entry(6, 'Silent Steps', '', paper('2604.00006')),
    entry(7, 'Kettle', 'Introduces Kettle, a robot trained with reinforcement learning not to pour tea from scratch in every kitchen it meets, but to repair the pours that a frozen base policy gets nearly right, which takes a tenth of the trials and works for every kettle that the authors could buy in three countries.', paper('2604.00007'), code('kettle/pour')),
    entry(8, '双足行走的世界模型', '提出了一种用于双足机器人的世界模型。该模型在雪地、沙地和冰面上都能稳定行走。作者公开了全部代码、数据和训练好的模型。', paper('2604.00008')),
    entry(9, 'Market Hands', 'Trades robot arms for $ARM and $HAND; the first exchange on which grippers bid for tasks.', post),
    entry(10, 'Lone Title', '', ),
  ],
};
