import type { VNode } from 'preact';
import { PublicPage, type NavItem } from '../components/index.js';

export interface PublicHomeView {
  readonly nav: readonly NavItem[];
  readonly home: string;
  /** Searches the blacklist by name or code (GET, `q`). */
  readonly blacklist: { readonly action: string; readonly count: number };
  readonly complaint: { readonly href: string };
  /** Checks a paper by the code under its QR picture (GET, `code`). */
  readonly paperCheck: { readonly action: string };
  readonly worker: { readonly href: string };
  /** Where the staff sign in. */
  readonly signIn: string;
  readonly hotlines: readonly { readonly label: string; readonly number: string }[];
}

/** The start page for everyone: four things that one can do without an account. */
export function PublicHomePage({ nav, home, blacklist, complaint, paperCheck, worker, signIn, hotlines }: PublicHomeView): VNode {
  return (
    <PublicPage title="农民工工资查询与投诉" home={home} nav={nav} current="home">
      <div class="doors">
        <section class="door">
          <h2>
            <a href={worker.href}>查我的工资</a>
          </h2>
          <p>凭姓名、身份证后四位和手机验证码，看每个月发了多少、发到哪张卡。没有收到，一步告诉监察员。</p>
        </section>
        <section class="door">
          <h2>
            <a href={complaint.href}>投诉欠薪</a>
          </h2>
          <p>写明哪个工地、欠了多少、欠谁的。五个工作日内告知是否受理，您的身份依法保密。</p>
        </section>
        <section class="door">
          <h2>查失信名单</h2>
          <p>拖欠农民工工资失信联合惩戒对象，现有 {blacklist.count} 个。</p>
          <form class="door-form" method="get" action={blacklist.action} role="search">
            <label for="door-q">企业名称或统一社会信用代码</label>
            <div class="door-line">
              <input id="door-q" class="input" type="text" name="q" autocomplete="off" />
              <button type="submit" class="button button-primary">
                查询
              </button>
            </div>
          </form>
        </section>
        <section class="door">
          <h2>核验文书</h2>
          <p>收到的文书是不是真的，扫文书上的二维码，或填写码下的编号。</p>
          <form class="door-form" method="get" action={paperCheck.action}>
            <label for="door-code">文书核验码</label>
            <div class="door-line">
              <input id="door-code" class="input" type="text" name="code" autocomplete="off" />
              <button type="submit" class="button button-primary">
                核验
              </button>
            </div>
          </form>
        </section>
      </div>
      {hotlines.length > 0 && (
        <ul class="hotlines" aria-label="电话">
          {hotlines.map((hotline) => (
            <li key={hotline.number}>
              {hotline.label} <a href={`tel:${hotline.number}`}>{hotline.number}</a>
            </li>
          ))}
        </ul>
      )}
      <p class="door-staff">
        工作人员、企业和银行<a href={signIn}>从这里登录</a>
      </p>
    </PublicPage>
  );
}
