import type { VNode } from 'preact';
import { day } from '../../src/values/plain-date.js';
import { ErrorPage } from '../../src/views/pages/error.js';
import { LoginPage } from '../../src/views/pages/login.js';
import { PublicHomePage } from '../../src/views/pages/home-public.js';
import { blankForm } from '../../src/views/form-state.js';
import {
  ActionPanel, AmountField, Button, ButtonRow, Card, Cards, CheckboxField, Confirm, Countdown, DataTable, DateField, DateText, EmptyState, FieldGroup, FileField, FilterBar, Form, KeyFacts, LinkButton,
  Masked, Money, MoneyLine, MonthField, MonthGrid, Notice, Page, Pager, PostButton, PrintButton, PublicPage, RadioField, Section, SelectField, Split, StatusTag, Steps, Tabs, Tally, TextArea,
  TextField, Timeline,
} from '../../src/views/components/index.js';
import { fen, flagged, months, nav, payWords, publicNav, saved, severity, user } from './gallery-data.js';

const noForm = { ...blankForm, formId: 'filter' };
const areas = ['那大镇', '白马井镇', '木棠镇', '光村镇', '排浦镇'].map((label) => ({ value: label, label }));
const colours = (['red', 'orange', 'yellow', 'blue', 'grey'] as const).map((s) => ({ value: s, label: severity(s).text }));

const todo = [
  { what: '登记送达回证', whom: '海南椰岸建设工程有限公司', no: '儋劳监令字〔2026〕289号', due: day('2026-11-19'), left: -2 },
  { what: '核实投诉', whom: '白马井渔港配套冷链物流园', no: 'TS-2026-0117', due: day('2026-11-23'), left: 0 },
  { what: '审核代发申请', whom: '洋浦大道北段道路改造', no: 'DF-2026-0031', due: day('2026-11-24'), left: 1 },
  { what: '异议核实', whom: '海南同兴建筑工程有限公司', no: 'MD-2026-0009', due: day('2026-11-30'), left: 5 },
];

export const workbench = (): VNode => (
  <Page title="工作台" user={user} nav={nav} current="workbench" flash={saved} lead="2026年11月23日 星期一 · 今晨 06:00 扫描完成，312 个项目，新增预警 4 条" actions={<LinkButton href="#">登记投诉</LinkButton>}>
    <Tally
      items={[
        { label: '已逾期', value: 2, href: '#', tone: 'red' },
        { label: '今天到期', value: 4, href: '#', tone: 'orange' },
        { label: '待我办理', value: 9, href: '#' },
        { label: '督办', value: 1, href: '#' },
        { label: '红色预警', value: 7, href: '#', tone: 'red', note: '较昨日 +1' },
        { label: '缺数据', value: 3, href: '#', tone: 'grey', note: '不计为正常' },
      ]}
    />
    <Section title="待办" note="按期限排列" actions={<a href="#">已办 31 件</a>}>
      <DataTable
        caption="待办事项"
        captionHidden
        columns={[
          { key: 'what', head: '事项', cell: (r) => r.what },
          { key: 'whom', head: '对象', cell: (r) => r.whom },
          { key: 'no', head: '编号', nowrap: true, cell: (r) => r.no },
          { key: 'due', head: '期限', nowrap: true, cell: (r) => <DateText date={r.due} left={{ days: r.left }} /> },
        ]}
        rows={todo}
        rowHref={() => '#'}
        empty={<EmptyState title="今天没有待办事项" />}
      />
    </Section>
    <FilterBar action="#" form={{ ...noForm, values: { severity: 'red' } }} resetHref="#" exportHref="#">
      <TextField name="q" label="项目、企业或编号" />
      <SelectField name="area" label="乡镇" blank="全部" options={areas} />
      <SelectField name="severity" label="风险" blank="全部" options={colours} />
      <DateField name="from" label="发现日期从" />
      <DateField name="to" label="到" />
    </FilterBar>
    <DataTable
      caption="预警项目"
      columns={[
        { key: 'name', head: '项目', sort: true, cell: (p) => p.name },
        { key: 'severity', head: '风险', sort: true, cell: (p) => <StatusTag word={severity(p.severity)} /> },
        { key: 'reason', head: '原因', cell: (p) => p.reason },
        { key: 'contractor', head: '总承包单位', cell: (p) => p.contractor },
        { key: 'area', head: '乡镇', nowrap: true, cell: (p) => p.area },
        { key: 'owed', head: '未发（元）', align: 'end', sort: true, cell: (p) => <Money fen={p.owed} /> },
        { key: 'found', head: '首次发现', nowrap: true, sort: true, cell: (p) => <DateText date={p.found} /> },
      ]}
      rows={flagged}
      rowHref={() => '#'}
      sort={{ by: 'owed', direction: 'desc', href: () => '#' }}
      empty={<EmptyState title="没有符合条件的项目" />}
    />
    <Pager page={2} pageSize={20} total={143} href={() => '#'} />
  </Page>
);

export const project = (): VNode => (
  <Page
    title="滨海新区安居房二期"
    user={user}
    nav={nav}
    current="projects"
    breadcrumb={[{ label: '项目', href: '#' }]}
    status={<StatusTag word={{ text: '在建', tone: 'blue' }} />}
    lead="儋建项〔2025〕0147 · 那大镇 · 房屋建筑 · 行业主管：市住房和城乡建设局"
    actions={
      <>
        <LinkButton href="#">询问通知书</LinkButton>
        <LinkButton href="#">限期改正指令书</LinkButton>
        <PrintButton />
      </>
    }
  >
    <Tabs
      label="项目的各部分"
      current="overview"
      tabs={[
        { key: 'overview', label: '概况', href: '#' },
        { key: 'findings', label: '预警', href: '#', count: 3 },
        { key: 'payrolls', label: '工资表', href: '#', count: 32 },
        { key: 'workers', label: '工人', href: '#', count: 130 },
        { key: 'account', label: '专户', href: '#' },
        { key: 'deposit', label: '保证金', href: '#' },
        { key: 'papers', label: '文书', href: '#', count: 4 },
        { key: 'history', label: '记录', href: '#' },
      ]}
    />
    <Section title="2026年8月资金链" note="单位：元">
      <MoneyLine
        label="2026年8月资金链"
        links={[
          { label: '应拨人工费', fen: fen('4180000') },
          { label: '已拨', fen: fen('1600000'), trouble: '晚 41 天，少拨 2,580,000.00' },
          { label: '专户余额', fen: fen('212450.36') },
          { label: '应发工资', fen: fen('3052000') },
          { label: '已发', fen: 0n, trouble: '逾期 74 天' },
          { label: '退票', fen: null },
        ]}
      />
    </Section>
    <Split
      main={
        <>
          <Section title="逐月工资">
            <MonthGrid
              caption="各用工单位逐月工资发放情况"
              captionHidden
              head="用工单位"
              months={months}
              rows={[
                { head: '海南椰岸建设工程有限公司（总包自有）', href: '#', cells: [cell('PAID', '22/22 人'), cell('PAID', '22/22 人'), cell('PAID', '24/24 人'), cell('PAID', '24/24 人'), cell('PART', '18/24 人'), cell('LATE', '0/24 人'), cell('WAIT', '23 人'), null] },
                { head: '儋州广顺建筑劳务有限公司', href: '#', cells: [cell('PAID', '61/61 人'), cell('PAID', '64/64 人'), cell('PAID', '66/66 人'), cell('PART', '40/66 人'), cell('LATE', '0/66 人'), cell('LATE', '0/62 人'), cell('NONE'), null] },
                { head: '海南众合装饰工程有限公司', href: '#', cells: [null, null, cell('PAID', '38/38 人'), cell('PAID', '40/40 人'), cell('LATE', '0/40 人'), cell('STOP'), cell('NONE'), null] },
              ]}
            />
          </Section>
          <Section title="预警" note="3 条">
            <DataTable
              caption="本项目预警"
              captionHidden
              columns={[
                { key: 'rule', head: '规则', nowrap: true, cell: (f) => f.rule },
                { key: 'severity', head: '风险', cell: (f) => <StatusTag word={severity(f.severity)} /> },
                { key: 'why', head: '原因和依据', cell: (f) => (<>{f.why}<br /><span class="none">{f.basis}</span></>) },
                { key: 'rows', head: '证据', align: 'end', cell: (f) => <a href="#">{f.rows} 行</a> },
              ]}
              rows={[
                { rule: 'R-PAY-01', severity: 'red' as const, why: flagged[0]!.reason, basis: '《保障农民工工资支付条例》第十一条、第十二条', rows: 130 },
                { rule: 'R-FND-02', severity: 'red' as const, why: '建设单位自 2026-09-13 起 71 天没有向专户拨付人工费用，其间 128 人有考勤。', basis: '《保障农民工工资支付条例》第二十四条、第二十九条', rows: 2 },
                { rule: 'R-DEP-03', severity: 'orange' as const, why: '银行保函 2026-12-15 到期，不足 1 个月，工程未完工。', basis: '《工程建设领域农民工工资保证金规定》第十七条', rows: 1 },
              ]}
              empty={<EmptyState title="没有预警" />}
            />
          </Section>
          <Section title="经过">
            <Timeline
              entries={[
                { at: new Date('2026-11-23T01:42:00Z'), what: '签发 询问通知书 儋劳监询字〔2026〕128号', who: '符海生', tone: 'blue' },
                { at: new Date('2026-11-20T07:05:00Z'), what: '退回 工资代发申请', who: '陈秀兰', detail: '工人名单与八月工资表不一致：缺 2 人，请补齐后重新提请。', tone: 'red' },
                { at: new Date('2026-09-10T22:00:00Z'), what: '扫描发现 8 月工资逾期未发', who: '系统', tone: 'red' },
                { at: day('2026-09-01'), what: '总包审核通过 8 月工资表', who: '海南椰岸建设工程有限公司' },
              ]}
            />
          </Section>
        </>
      }
      aside={
        <>
          <ActionPanel
            state={{ text: '待劳监审核', tone: 'orange' }}
            next="用工单位已提请动用保证金 3,052,000.00 元。审核同意后转住建复核。"
            due={{ date: day('2026-11-24'), left: { days: 1 } }}
            csrf="token"
            form={{ values: {}, issues: [], formId: 'decision' }}
            opinion={{}}
            choices={[
              { label: '同意', action: '/a' },
              { label: '退回', action: '/b', look: 'danger' },
              { label: '转办', action: '/c' },
            ]}
          >
            <Confirm label="终止本次代发" warning="终止后须由用工单位重新提请，本次材料保留备查。" button="确认终止" action="/d" csrf="token" form={{ values: {}, issues: [], formId: 'stop' }}>
              <TextArea name="reason" label="终止理由" rows={2} />
            </Confirm>
          </ActionPanel>
          <Section title="项目信息">
            <KeyFacts
              facts={[
                { label: '建设单位', value: <a href="#">儋州滨海城市建设投资有限公司</a>, wide: true },
                { label: '施工总承包', value: <a href="#">海南椰岸建设工程有限公司</a>, note: <span class="code">91469003MA5T2K8Q1X</span>, wide: true },
                { label: '合同价', value: <Money fen={fen('128600000')} unit /> },
                { label: '人工费比例', value: '26%' },
                { label: '发薪日', value: '每月 10 日' },
                { label: '合同工期', value: '2025-11-01 至 2027-04-30' },
                { label: '劳资专管员', value: '羊永强' },
                { label: '联系电话', value: <Masked kind="手机号" text="138****6021" reveal={{ action: '/r', csrf: 'token', purposes: [{ value: 'case', label: '办理案件' }, { value: 'call', label: '联系核实' }] }} /> },
              ]}
            />
          </Section>
          <Section title="工资保证金" note="银行保函">
            <KeyFacts
              facts={[
                { label: '应存', value: <Money fen={fen('3858000')} unit /> },
                { label: '有效担保', value: <Money fen={fen('3858000')} unit /> },
                { label: '到期', value: <DateText date={day('2026-12-15')} left={{ days: 22, unit: '天' }} /> },
                { label: '未支付估算', value: <Money fen={fen('5410300')} unit />, note: '担保不足 1,552,300.00 元' },
              ]}
            />
          </Section>
        </>
      }
    />
  </Page>
);

const cell = (state: keyof typeof payWords, note?: string) => ({ word: payWords[state], href: '#', ...(note && { note }) });

export const release = (): VNode => (
  <Page title="工资代发 DF-2026-0031" user={user} nav={nav} current="releases" breadcrumb={[{ label: '工资代发', href: '#' }]} status={<StatusTag word={{ text: '待住建复核', tone: 'blue' }} />} lead="滨海新区安居房二期 · 动用工资保证金 · 130 人">
    <Section title="办理进度">
      <Steps
        label="代发的四个环节"
        steps={[
          { label: '用工单位提请', state: 'done', who: '儋州广顺建筑劳务有限公司', when: <DateText date={day('2026-11-18')} /> },
          { label: '劳监审核', state: 'returned', who: '陈秀兰', when: <DateText date={day('2026-11-20')} /> },
          { label: '住建复核', state: 'current', who: '王小菊', when: <Countdown days={2} /> },
          { label: '银行代发', state: 'todo', who: '儋州农商银行' },
        ]}
      />
    </Section>
    <DataTable
      caption="代发名单"
      phone="scroll"
      columns={[
        { key: 'name', head: '姓名', cell: (w) => w.name },
        { key: 'id', head: '身份证号', nowrap: true, cell: (w) => <span class="code">{w.id}</span> },
        { key: 'card', head: '银行卡', nowrap: true, cell: (w) => <span class="code">{w.card}</span> },
        { key: 'due', head: '应发（元）', align: 'end', cell: (w) => <Money fen={w.due} /> },
        { key: 'paid', head: '本次代发（元）', align: 'end', cell: (w) => <Money fen={w.paid} /> },
        { key: 'state', head: '状态', cell: (w) => <StatusTag word={w.state} /> },
      ]}
      rows={[
        { name: '羊壮飞', id: '460***********0018', card: '**** 1234', due: fen('23476.92'), paid: fen('23476.92'), state: { text: '已到账', tone: 'green' as const } },
        { name: '符丽娟', id: '460***********0221', card: '**** 7750', due: fen('8920'), paid: fen('8920'), state: { text: '退票：户名不符', tone: 'red' as const } },
        { name: '李四', id: '460***********1139', card: '**** 0092', due: fen('11300.5'), paid: fen('0'), state: { text: '待代发', tone: 'grey' as const } },
      ]}
      foot={{ name: '合计 3 人', due: <Money fen={fen('43697.42')} />, paid: <Money fen={fen('32396.92')} /> }}
      empty={<EmptyState title="名单为空" />}
    />
  </Page>
);

export const newProject = (): VNode => {
  const form = {
    values: { name: '木棠工业园标准厂房', contractPrice: '12,34.5', startsOn: '2026-02-30', share: '26', cycle: 'month', files: ['permit'] },
    issues: [
      { path: 'contractPrice', message: '合同价“12,34.5”不是金额，请填写如 1234.50 的数字' },
      { path: 'startsOn', message: '开工日期“2026-02-30”这一天不存在' },
      { path: 'area', message: '请选择所在乡镇' },
      { path: '', message: '同名项目已登记，请核对' },
    ],
  };
  return (
    <Page title="登记项目" user={user} nav={nav} current="projects" breadcrumb={[{ label: '项目', href: '#' }]} form={form}>
      <div class="section">
        <Form action="#" csrf="token" form={form} multipart>
          <div class="field-columns field-columns-2">
            <TextField name="name" label="项目名称" hint="与施工许可证一致" />
            <SelectField name="area" label="所在乡镇" blank="请选择" options={areas} />
            <AmountField name="contractPrice" label="合同价" />
            <DateField name="startsOn" label="开工日期" />
            <TextField name="share" label="人工费占比" width="short" suffix="%" inputMode="decimal" optional />
          </div>
          <RadioField name="cycle" label="人工费拨付周期" inline options={[{ value: 'month', label: '按月' }, { value: 'node', label: '按节点', hint: '最长不超过一个月' }]} />
          <FileField name="sheet" label="花名册" accept=".xlsx,.xls,.csv" hint="xlsx、xls 或 csv，不超过 10 MB" optional />
          <TextArea name="note" label="说明" optional />
          <ButtonRow>
            <Button>保存</Button>
            <LinkButton href="#">取消</LinkButton>
          </ButtonRow>
        </Form>
      </div>
    </Page>
  );
};

const demo = [
  ['inspector', '劳动监察员', '符海生', '预警、案件、文书'],
  ['supervisor', '监察负责人', '陈秀兰', '审批、名单、督办'],
  ['housing', '住建复核', '王小菊', '代发复核、项目登记'],
  ['bank', '银行', '林文', '付款文件、保证金、对账'],
  ['contractor', '施工总承包', '李国栋', '工资表、保证金、回复'],
  ['subcontractor', '分包单位', '羊永强', '月工资表、花名册'],
  ['owner', '建设单位', '吴多丰', '人工费拨付'],
  ['partner', '其他部门', '何美玲', '案件移送'],
].map(([username = '', role = '', name = '', does = '']) => ({ username, role, name, does, password: 'demo' }));

export const login = (): VNode => <LoginPage action="/login" csrf="token" form={{ values: { username: 'fu' }, issues: [{ path: 'username', message: '用户名或密码不正确' }] }} publicHref="#" demo={demo} />;

export const home = (): VNode => (
  <PublicHomePage home="#" nav={publicNav} blacklist={{ action: '#', count: 12 }} complaint={{ href: '#' }} paperCheck={{ action: '#' }} worker={{ href: '#' }} signIn="#" hotlines={[{ label: '劳动保障维权电话', number: '12333' }, { label: '政务服务热线', number: '12345' }]} />
);

export const blacklist = (): VNode => (
  <PublicPage title="失信联合惩戒名单" home="#" nav={publicNav} current="blacklist" lead="拖欠农民工工资失信联合惩戒对象，由作出列入决定的人力资源社会保障行政部门公布。数据更新于 2026-11-23 06:00。">
    <FilterBar action="#" form={{ ...noForm, values: { q: '建设' } }} resetHref="#">
      <TextField name="q" label="企业名称或统一社会信用代码" />
    </FilterBar>
    <DataTable
      caption="找到 2 个"
      columns={[
        { key: 'name', head: '用人单位', cell: (e) => e.name },
        { key: 'code', head: '统一社会信用代码', cell: (e) => <span class="code">{e.code}</span> },
        { key: 'ground', head: '列入事由', cell: (e) => e.ground },
        { key: 'term', head: '期限', cell: (e) => <><DateText date={e.from} /> 至 <DateText date={e.to} /></> },
      ]}
      rows={[
        { name: '海南椰岸建设工程有限公司', code: '91469003MA5T2K8Q1X', ground: '拖欠 130 名农民工工资 3,052,000.00 元，经责令逾期未支付', from: day('2026-11-20'), to: day('2029-11-19') },
        { name: '儋州广顺建筑劳务有限公司', code: '91469003MA5RC7NU3B', ground: '克扣 26 名农民工工资 412,600.00 元，经责令逾期未支付', from: day('2025-06-03'), to: day('2028-06-02') },
      ]}
      rowHref={() => '#'}
      empty={<EmptyState title="没有找到">请核对名称，或输入统一社会信用代码。</EmptyState>}
    />
    <Pager page={1} pageSize={20} total={42} href={() => '#'} />
    <Notice kind="info" title="同名提示">企业名称可能相同，请以统一社会信用代码为准。</Notice>
  </PublicPage>
);

export const complaint = (): VNode => {
  const form = { values: { site: '海花岛附近工地', kind: 'wage' }, issues: [{ path: 'mobile', message: '请填写手机号，以便告知办理结果' }] };
  return (
    <PublicPage title="投诉欠薪" home="#" nav={publicNav} current="complaint" form={form} lead="第 1 步，共 3 步：哪个工地">
      <Form action="#" csrf="token" form={form}>
        <TextField name="site" label="工地或项目名称" hint="不知道全名，写位置也可以" width="long" />
        <TextField name="mobile" label="手机号" inputMode="tel" autocomplete="tel" />
        <RadioField name="kind" label="什么事" options={[{ value: 'wage', label: '没有发工资' }, { value: 'less', label: '少发、扣工资' }, { value: 'card', label: '工资卡被别人拿着' }]} />
        <ButtonRow>
          <Button>下一步</Button>
        </ButtonRow>
      </Form>
    </PublicPage>
  );
};

export const worker = (): VNode => (
  <PublicPage title="我的工资" home="#" nav={publicNav} current="worker" lead="羊** · 滨海新区安居房二期 · 第 2 步，共 3 步">
    <Section title="2026年8月" note={<StatusTag word={payWords.LATE} />}>
      <KeyFacts
        facts={[
          { label: '应发', value: <Money fen={fen('23476.92')} unit /> },
          { label: '已发', value: <Money fen={0n} unit /> },
          { label: '应发日', value: <DateText date={day('2026-09-10')} long /> },
        ]}
      />
      <ButtonRow>
        <PostButton action="#" csrf="token" look="primary">没有收到，告诉监察员</PostButton>
        <LinkButton href="#">已经收到</LinkButton>
      </ButtonRow>
    </Section>
    <Section title="2026年7月" note={<StatusTag word={payWords.PAID} />}>
      <KeyFacts facts={[{ label: '已发', value: <Money fen={fen('8920')} unit />, note: '2026年8月10日 发到尾号 1234 的卡' }]} />
    </Section>
    <Tabs label="月份" current="2026" tabs={[{ key: '2026', label: '2026年', href: '#' }, { key: '2025', label: '2025年', href: '#' }]} />
  </PublicPage>
);

export const problem = (): VNode => (
  <ErrorPage title="没有找到这个项目" detail="地址可能不完整，或项目不在您的管辖范围内。" todo={['从项目列表重新进入', '核对文书上的项目编号', '仍然找不到时，把下面的事件编号告诉管理员']} occurrence="7K2M-94QX" home={{ href: '#', label: '回到工作台' }} />
);

export const oddments = (): VNode => (
  <Page title="组件" user={user} nav={nav} current="workers" flash={{ kind: 'error', text: '未能保存：他人已在 09:41 修改此项目，请核对后再提交。' }}>
    <Section title="状态">
      <p>{(['red', 'orange', 'yellow', 'blue', 'green', 'grey'] as const).map((tone) => (<><StatusTag word={{ text: { red: '逾期未发', orange: '部分发放', yellow: '停工', blue: '办理中', green: '已足额', grey: '缺数据' }[tone], tone }} /> </>))}</p>
      <p><Countdown days={-2} />　<Countdown days={0} />　<Countdown days={1} />　<Countdown days={12} unit="天" /></p>
    </Section>
    <Section title="选择与分组">
      <Form action="#" csrf="token" form={{ values: { kinds: ['a', 'c'], agreed: 'yes' }, issues: [{ path: 'kinds.1', message: '“保函”与“现金”不能同时选择' }], formId: 'odd' }}>
        <FieldGroup legend="保证金形式" hint="按实际存储的形式勾选" columns={2}>
          <CheckboxField name="kinds" label="形式" options={[{ value: 'a', label: '现金' }, { value: 'b', label: '银行保函' }, { value: 'c', label: '保证保险', hint: '工程履约保证保险不算' }]} />
          <MonthField name="month" label="工资所属月份" />
        </FieldGroup>
        <FieldGroup legend="承诺" columns={3}>
          <CheckboxField name="agreed" label="信用承诺" options={[{ value: 'yes', label: '承诺不再拖欠农民工工资' }]} />
          <AmountField name="amount" label="金额" />
          <DateField name="on" label="日期" optional />
        </FieldGroup>
        <Button>提交</Button>
      </Form>
      <Confirm label="撤销此指令书" warning="撤销后，相关期限一并终止，文书号不再使用。" button="确认撤销" action="#" csrf="token" form={{ values: {}, issues: [{ path: 'reason', message: '请填写撤销理由' }], formId: 'revoke' }}>
        <TextArea name="reason" label="撤销理由" rows={2} />
      </Confirm>
    </Section>
    <Cards>
      <Card title="劳动保障监察询问通知书" href="#">要求企业在指定时间到场接受询问，并携带工资支付台账。</Card>
      <Card title="限期改正指令书" href="#">责令在期限内足额支付，期限自送达之日起算。</Card>
      <Card title="保证金支付通知书" href="#">通知银行从保证金中支付，附工人名单。</Card>
    </Cards>
    <Notice kind="info">扫描于每天 06:00 进行。</Notice>
    <Notice kind="warn">2027 年放假安排尚未录入，期限暂不能推算。</Notice>
    <EmptyState title="没有符合条件的案件">请放宽筛选条件，或<a href="#">新建案件</a>。</EmptyState>
  </Page>
);
